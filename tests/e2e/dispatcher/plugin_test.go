package dispatcher

import (
	"context"
	"net/url"
	"testing"

	registrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/initializer"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/mutating"
	webhooktesting "k8s.io/apiserver/pkg/admission/plugin/webhook/testing"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/validating"
	"k8s.io/apiserver/pkg/util/webhook"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
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

// One review through the API server's admission: the object is changed in place, a refusal is the error.
type dispatcher func(admission.Attributes) error

func (s target) dispatcher(t *testing.T, phase, version string) dispatcher {
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	interfaces := admission.NewObjectInterfacesFromScheme(scheme.Scheme)
	if phase == "mutate" {
		plugin, err := mutating.NewMutatingWebhook(nil)
		if err != nil {
			t.Fatal(err)
		}
		client, informer := webhooktesting.NewFakeMutatingDataSource("default", s.mutating(version), stop)
		initialize(t, plugin, s.address, client, informer, stop)
		return func(a admission.Attributes) error { return plugin.Admit(context.Background(), a, interfaces) }
	}
	plugin, err := validating.NewValidatingAdmissionWebhook(nil)
	if err != nil {
		t.Fatal(err)
	}
	client, informer := webhooktesting.NewFakeValidatingDataSource("default", s.validating(version), stop)
	initialize(t, plugin, s.address, client, informer, stop)
	return func(a admission.Attributes) error { return plugin.Validate(context.Background(), a, interfaces) }
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
