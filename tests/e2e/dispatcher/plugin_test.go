package dispatcher

import (
	"net/url"
	"testing"

	registrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/initializer"
	webhooktesting "k8s.io/apiserver/pkg/admission/plugin/webhook/testing"
	"k8s.io/apiserver/pkg/util/webhook"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

const webhookName = "every-object.tempo-admission.io"

var everything = []registrationv1.RuleWithOperations{{
	Operations: []registrationv1.OperationType{registrationv1.OperationAll},
	Rule: registrationv1.Rule{
		APIGroups: []string{"*"}, APIVersions: []string{"*"}, Resources: []string{"*/*"},
	},
}}

func (s target) client(path string) registrationv1.WebhookClientConfig {
	service := *s.service
	service.Path = &path
	port := int32(443)
	service.Port = &port
	return registrationv1.WebhookClientConfig{Service: &service, CABundle: s.caBundle}
}

func (s target) mutating(version string) []registrationv1.MutatingWebhook {
	ifNeeded, fail, none, exact, seconds := settings()
	return []registrationv1.MutatingWebhook{{
		Name: webhookName, ClientConfig: s.client("/mutate"), Rules: everything, FailurePolicy: &fail,
		MatchPolicy: &exact, SideEffects: &none, TimeoutSeconds: &seconds, ReinvocationPolicy: &ifNeeded,
		NamespaceSelector: &metav1.LabelSelector{}, ObjectSelector: &metav1.LabelSelector{},
		AdmissionReviewVersions: []string{version},
	}}
}

func (s target) validating(version string) []registrationv1.ValidatingWebhook {
	_, fail, none, exact, seconds := settings()
	return []registrationv1.ValidatingWebhook{{
		Name: webhookName, ClientConfig: s.client("/validate"), Rules: everything, FailurePolicy: &fail,
		MatchPolicy: &exact, SideEffects: &none, TimeoutSeconds: &seconds,
		NamespaceSelector: &metav1.LabelSelector{}, ObjectSelector: &metav1.LabelSelector{},
		AdmissionReviewVersions: []string{version},
	}}
}

func settings() (registrationv1.ReinvocationPolicyType, registrationv1.FailurePolicyType,
	registrationv1.SideEffectClass, registrationv1.MatchPolicyType, int32) {
	return registrationv1.IfNeededReinvocationPolicy, registrationv1.Fail, registrationv1.SideEffectClassNone,
		registrationv1.Exact, 5
}

// What both plugins ask to be given before they work.
type plugin interface {
	SetAuthenticationInfoResolverWrapper(webhook.AuthenticationInfoResolverWrapper)
	SetServiceResolver(webhook.ServiceResolver)
	initializer.WantsExternalKubeClientSet
	initializer.WantsExternalKubeInformerFactory
	admission.InitializationValidator
}

func initialize(t *testing.T, p plugin, address *url.URL, client kubernetes.Interface,
	informer informers.SharedInformerFactory, stop <-chan struct{}) {
	p.SetAuthenticationInfoResolverWrapper(webhooktesting.Wrapper(anonymous{}))
	p.SetServiceResolver(webhooktesting.NewServiceResolver(*address))
	p.SetExternalKubeClientSet(client)
	p.SetExternalKubeInformerFactory(informer)
	informer.Start(stop)
	informer.WaitForCacheSync(stop)
	if err := p.ValidateInitialization(); err != nil {
		t.Fatal(err)
	}
}

// No client certificate, no token.
type anonymous struct{}

func (anonymous) ClientConfigFor(string) (*rest.Config, error) { return &rest.Config{}, nil }

func (anonymous) ClientConfigForService(string, string, int) (*rest.Config, error) {
	return &rest.Config{}, nil
}
