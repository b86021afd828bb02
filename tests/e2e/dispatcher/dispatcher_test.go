// The API server's own webhook client, as a library, against a running tempo-admission: every answer must
// be one that it accepts. Started by test_dispatcher.py, which names the server and the recorded reviews.
package dispatcher

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"

	admissionv1 "k8s.io/api/admission/v1"
	registrationv1 "k8s.io/api/admissionregistration/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/testcerts"
	webhooktesting "k8s.io/apiserver/pkg/admission/plugin/webhook/testing"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/client-go/kubernetes/scheme"
)

type outcome int

const (
	allowed outcome = iota
	patched
	denied
)

// A webhook that the dispatcher calls for everything, failing closed: each problem of an answer is an error.
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
				call := server.dispatcher(t, phase, version)
				for _, review := range recordedReviews(t, phase) {
					seen[admit(t, call, review)]++
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
	broken := startWebhook(t, `{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"another"}}`)
	service := &registrationv1.ServiceReference{Namespace: "default", Name: "webhook-test"}
	wrong := target{service: service, address: addressOf(t, broken), caBundle: testcerts.CACert}
	request := requestOf(t, recordedReviews(t, "mutate")[0])
	err := wrong.dispatcher(t, "mutate", "v1")(attributesOf(t, request))
	if err == nil || !strings.Contains(err.Error(), "expected response.uid") {
		t.Errorf("a wrong uid was taken: %v", err)
	}
}

func startWebhook(t *testing.T, answer string) *httptest.Server {
	certificate, err := tls.X509KeyPair(testcerts.ServerCert, testcerts.ServerKey)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(answer))
	}))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func addressOf(t *testing.T, server *httptest.Server) *url.URL {
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// A review that an API server once sent.
type recorded struct {
	Name  string `json:"name"`
	Phase string `json:"phase"`
	Body  string `json:"body"`
}

// Those of one phase, from a file with one a line.
func recordedReviews(t *testing.T, phase string) []recorded {
	file, err := os.Open(required(t, "TEMPO_ADMISSION_REVIEWS"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reviews := []recorded{}
	for lines := json.NewDecoder(file); lines.More(); {
		one := recorded{}
		if err := lines.Decode(&one); err != nil {
			t.Fatal(err)
		}
		if one.Phase == phase {
			reviews = append(reviews, one)
		}
	}
	if len(reviews) == 0 {
		t.Fatalf("no reviews of phase %s in %s", phase, file.Name())
	}
	return reviews
}

func admit(t *testing.T, call dispatcher, review recorded) outcome {
	attributes := attributesOf(t, requestOf(t, review))
	before := asMap(t, attributes.GetObject())
	err := call(attributes)
	after := asMap(t, attributes.GetObject())
	var status *apierrors.StatusError
	switch {
	case err == nil && reflect.DeepEqual(before, after):
		return allowed
	case err == nil:
		onlyAnnotationsWereAdded(t, review.Name, before, after)
		return patched
	case errors.As(err, &status) && strings.Contains(err.Error(), "denied the request"):
		if code := status.ErrStatus.Code; code != http.StatusForbidden && code != http.StatusUnprocessableEntity {
			t.Errorf("%s: denied with code %d", review.Name, code)
		}
		return denied
	default:
		t.Errorf("%s: %v", review.Name, err)
		return denied
	}
}

// The object as JSON sees it, so that only what would be stored is compared.
func asMap(t *testing.T, object runtime.Object) map[string]any {
	text, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	var content map[string]any
	if err := json.Unmarshal(text, &content); err != nil {
		t.Fatal(err)
	}
	delete(content, "kind")
	delete(content, "apiVersion")
	return content
}

func onlyAnnotationsWereAdded(t *testing.T, name string, before, after map[string]any) {
	had, has := takeAnnotations(before), takeAnnotations(after)
	for key, value := range had {
		if has[key] != value {
			t.Errorf("%s: the annotation %s was changed or removed", name, key)
		}
	}
	if !reflect.DeepEqual(before, after) {
		t.Errorf("%s: more than annotations was changed", name)
	}
}

func takeAnnotations(object map[string]any) map[string]any {
	metadata := object["metadata"].(map[string]any)
	annotations, _ := metadata["annotations"].(map[string]any)
	delete(metadata, "annotations")
	return annotations
}

func requestOf(t *testing.T, one recorded) *admissionv1.AdmissionRequest {
	review := admissionv1.AdmissionReview{}
	if err := json.Unmarshal([]byte(one.Body), &review); err != nil || review.Request == nil {
		t.Fatalf("%s: no AdmissionReview: %v", one.Name, err)
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
