// Load for the tests of restarts and rotations: writes Services and tenant ConfigMaps through the API server
// (as dry runs, so that nothing piles up) until standard input ends, then prints one JSON object. Each call
// must have its usual result: a Service gets its annotation, a valid ConfigMap is accepted, an invalid one
// refused by name. Bursts keep many of the API server's connections to the webhook alive, most of them idle.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

type summary struct {
	Requests  int      `json:"requests"`
	PerSecond float64  `json:"per_second"`
	Failed    int      `json:"failed"`
	Unpatched int      `json:"unpatched"`
	Examples  []string `json:"examples"`
}

type tally struct {
	sync.Mutex
	summary
}

type problem int

const (
	none problem = iota
	failed
	unpatched
)

func (t *tally) add(kind problem, text string) {
	t.Lock()
	defer t.Unlock()
	t.Requests++
	switch kind {
	case failed:
		t.Failed++
	case unpatched:
		t.Unpatched++
	}
	if kind != none && len(t.Examples) < 10 {
		t.Examples = append(t.Examples, text)
	}
}

var asDryRun = metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}

func createService(client kubernetes.Interface, namespace string) (problem, string) {
	service := &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{GenerateName: "load-", Labels: map[string]string{
			"app.kubernetes.io/name": "tempo", "app.kubernetes.io/component": "querier",
		}},
		Spec: corev1.ServiceSpec{Ports: []corev1.ServicePort{{Name: "http-metrics", Port: 3200}}},
	}
	made, err := client.CoreV1().Services(namespace).Create(context.Background(), service, asDryRun)
	if err != nil {
		return failed, err.Error()
	}
	if made.Annotations["prometheus.io/port"] != "3200" {
		return unpatched, fmt.Sprintf("a Service came back with %v", made.Annotations)
	}
	return none, ""
}

func createTenants(client kubernetes.Interface, namespace, overrides string) error {
	tenants := &corev1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{
			GenerateName: "load-", Labels: map[string]string{"app.kubernetes.io/name": "tempo"},
		},
		Data: map[string]string{"overrides.yaml": overrides},
	}
	_, err := client.CoreV1().ConfigMaps(namespace).Create(context.Background(), tenants, asDryRun)
	return err
}

func createGoodTenants(client kubernetes.Interface, namespace string) (problem, string) {
	const good = "overrides:\n  team-a:\n    ingestion:\n      rate_limit_bytes: 1000000\n      burst_size_bytes: 2000000\n"
	if err := createTenants(client, namespace, good); err != nil {
		return failed, "good tenants: " + err.Error()
	}
	return none, ""
}

func createBadTenants(client kubernetes.Interface, namespace string) (problem, string) {
	err := createTenants(client, namespace, "overrides:\n  team-a:\n")
	if err == nil {
		return failed, "bad tenants were taken"
	}
	if !strings.Contains(err.Error(), "denied the request") {
		return failed, "bad tenants: " + err.Error()
	}
	return none, ""
}

// Every tenth call is a good ConfigMap, every tenth a bad one, the others are Services.
func call(client kubernetes.Interface, namespace string, number int) (problem, string) {
	switch number % 10 {
	case 3:
		return createGoodTenants(client, namespace)
	case 7:
		return createBadTenants(client, namespace)
	default:
		return createService(client, namespace)
	}
}

func run(client kubernetes.Interface, namespace string, burst int, pause time.Duration, stop <-chan struct{}) summary {
	total := &tally{}
	var calls sync.WaitGroup
	// A machine that cannot keep up gets fewer calls, not an ever longer queue.
	inFlight := make(chan struct{}, 2*burst)
	start := time.Now()
	ticks := time.NewTicker(pause)
	defer ticks.Stop()
	for number := 0; ; {
		for range burst {
			calls.Add(1)
			inFlight <- struct{}{}
			go func(number int) {
				defer calls.Done()
				total.add(call(client, namespace, number))
				<-inFlight
			}(number)
			number++
		}
		select {
		case <-stop:
			calls.Wait()
			total.PerSecond = float64(total.Requests) / time.Since(start).Seconds()
			return total.summary
		case <-ticks.C:
		}
	}
}

func main() {
	kubeconfig := flag.String("kubeconfig", "", "file")
	namespace := flag.String("namespace", "", "where to write")
	burst := flag.Int("burst", 30, "calls at once")
	pause := flag.Duration("pause", 200*time.Millisecond, "from one burst to the next")
	flag.Parse()
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	config.QPS = -1
	config.WarningHandler = rest.NoWarnings{}
	client := kubernetes.NewForConfigOrDie(config)
	stop := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(stop)
	}()
	_ = json.NewEncoder(os.Stdout).Encode(run(client, *namespace, *burst, *pause, stop))
}
