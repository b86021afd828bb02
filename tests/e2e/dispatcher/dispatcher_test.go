// The API server's own webhook client, as a library, against a running tempo-admission: every answer must
// be one that it accepts. Started by test_dispatcher.py, which names the server and the recorded reviews.
package dispatcher

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	admissionv1 "k8s.io/api/admission/v1"
	registrationv1 "k8s.io/api/admissionregistration/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/mutating"
	webhooktesting "k8s.io/apiserver/pkg/admission/plugin/webhook/testing"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/validating"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/client-go/kubernetes/scheme"
)

type outcome int

const (
	allowed outcome = iota
	patched
	denied
)

// A webhook that the dispatcher calls for everything, failing closed: each fault of an answer is an error.
type target struct {
	service  *registrationv1.ServiceReference
	address  *url.URL
	caBundle []byte
}

func tempoAdmission(t *testing.T) target {
	address, err := url.Parse(required(t, "TEMPO_ADMISSION_URL"))
	if err != nil {
		t.Fatal(err)
	}
	caBundle, err := os.ReadFile(required(t, "TEMPO_ADMISSION_CA"))
	if err != nil {
		t.Fatal(err)
	}
	service := &registrationv1.ServiceReference{Namespace: "tempo-admission", Name: "tempo-admission"}
	return target{service: service, address: address, caBundle: caBundle}
}

func required(t *testing.T, name string) string {
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set: start this through tests/e2e/run.sh", name)
	}
	return value
}

func TestCase132EveryAnswerIsAcceptedByTheRealDispatcher(t *testing.T) {
	server := tempoAdmission(t)
	for _, version := range []string{"v1", "v1beta1"} {
		for _, phase := range []string{"mutate", "validate"} {
			t.Run(phase+"/"+version, func(t *testing.T) {
				seen := map[outcome]int{}
				for _, file := range recordedReviews(t, phase) {
					seen[admit(t, server, phase, version, file)]++
				}
				t.Logf("allowed %d, patched %d, denied %d", seen[allowed], seen[patched], seen[denied])
				if seen[denied] == 0 {
					t.Error("no recorded review was denied: the refusals were not tested")
				}
				if phase == "mutate" && seen[patched] == 0 {
					t.Error("no recorded review was patched: the patches were not tested")
				}
			})
		}
	}
}

// The harness itself must be able to fail.
func TestDispatcherRefusesABrokenAnswer(t *testing.T) {
	broken := webhooktesting.NewTestServerWithHandler(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"another"}}`))
	})
	broken.StartTLS()
	defer broken.Close()
	service := &registrationv1.ServiceReference{Namespace: "default", Name: "webhook-test"}
	wrong := target{service: service, address: addressOf(t, broken), caBundle: nil}
	review := readReview(t, recordedReviews(t, "mutate")[0])
	err := dispatch(t, wrong, "mutate", "v1", attributesOf(t, review))
	if err == nil || !strings.Contains(err.Error(), "failed calling webhook") {
		t.Errorf("a wrong uid was taken: %v", err)
	}
}

func addressOf(t *testing.T, server *httptest.Server) *url.URL {
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

func recordedReviews(t *testing.T, phase string) []string {
	pattern := filepath.Join(required(t, "TEMPO_ADMISSION_REVIEWS"), "*."+phase+"*.json")
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no reviews in %s", pattern)
	}
	return files
}

func admit(t *testing.T, server target, phase, version, file string) outcome {
	attributes := attributesOf(t, readReview(t, file))
	before := copyOf(attributes.GetObject())
	err := dispatch(t, server, phase, version, attributes)
	var status *apierrors.StatusError
	switch {
	case err == nil && apiequality.Semantic.DeepEqual(before, attributes.GetObject()):
		return allowed
	case err == nil:
		onlyAnnotationsWereAdded(t, file, before, attributes.GetObject())
		return patched
	case errors.As(err, &status) && strings.Contains(err.Error(), "denied the request"):
		if code := status.ErrStatus.Code; code != http.StatusForbidden && code != http.StatusUnprocessableEntity {
			t.Errorf("%s: denied with code %d", filepath.Base(file), code)
		}
		return denied
	default:
		t.Errorf("%s: %v", filepath.Base(file), err)
		return denied
	}
}

func copyOf(object runtime.Object) runtime.Object {
	if object == nil {
		return nil
	}
	return object.DeepCopyObject()
}

func onlyAnnotationsWereAdded(t *testing.T, file string, before, after runtime.Object) {
	for key, value := range annotationsOf(before) {
		if annotationsOf(after)[key] != value {
			t.Errorf("%s: the annotation %s was changed or removed", filepath.Base(file), key)
		}
	}
	rest := after.DeepCopyObject()
	rest.(metav1.Object).SetAnnotations(annotationsOf(before))
	if !apiequality.Semantic.DeepEqual(before, rest) {
		t.Errorf("%s: more than annotations was changed", filepath.Base(file))
	}
}

func annotationsOf(object runtime.Object) map[string]string {
	return object.(metav1.Object).GetAnnotations()
}

func readReview(t *testing.T, file string) *admissionv1.AdmissionRequest {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	review := admissionv1.AdmissionReview{}
	if err := json.Unmarshal(text, &review); err != nil || review.Request == nil {
		t.Fatalf("%s: no AdmissionReview: %v", file, err)
	}
	return review.Request
}

func attributesOf(t *testing.T, request *admissionv1.AdmissionRequest) *webhooktesting.FakeAttributes {
	kind := schema.GroupVersionKind(request.Kind)
	resource := schema.GroupVersionResource(request.Resource)
	caller := &user.DefaultInfo{Name: request.UserInfo.Username, Groups: request.UserInfo.Groups}
	dryRun := request.DryRun != nil && *request.DryRun
	return &webhooktesting.FakeAttributes{Attributes: admission.NewAttributesRecord(
		decode(t, request.Object), decode(t, request.OldObject), kind, request.Namespace, request.Name, resource,
		request.SubResource, admission.Operation(request.Operation), optionsOf(request.Operation), dryRun, caller)}
}

func decode(t *testing.T, raw runtime.RawExtension) runtime.Object {
	if len(raw.Raw) == 0 || string(raw.Raw) == "null" {
		return nil
	}
	object, _, err := scheme.Codecs.UniversalDeserializer().Decode(raw.Raw, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return object
}

func optionsOf(operation admissionv1.Operation) runtime.Object {
	switch operation {
	case admissionv1.Create:
		return &metav1.CreateOptions{}
	case admissionv1.Delete:
		return &metav1.DeleteOptions{}
	default:
		return &metav1.UpdateOptions{}
	}
}

func dispatch(t *testing.T, server target, phase, version string, attributes admission.Attributes) error {
	stop := make(chan struct{})
	defer close(stop)
	namespace := attributes.GetNamespace()
	interfaces := admission.NewObjectInterfacesFromScheme(scheme.Scheme)
	if phase == "mutate" {
		plugin, err := mutating.NewMutatingWebhook(nil)
		if err != nil {
			t.Fatal(err)
		}
		client, informer := webhooktesting.NewFakeMutatingDataSource(namespace, server.mutating(version), stop)
		initialize(t, plugin, server.address, client, informer, stop)
		return plugin.Admit(context.Background(), attributes, interfaces)
	}
	plugin, err := validating.NewValidatingAdmissionWebhook(nil)
	if err != nil {
		t.Fatal(err)
	}
	client, informer := webhooktesting.NewFakeValidatingDataSource(namespace, server.validating(version), stop)
	initialize(t, plugin, server.address, client, informer, stop)
	return plugin.Validate(context.Background(), attributes, interfaces)
}
