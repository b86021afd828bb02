// Prometheus's own Kubernetes discovery, for Debian's Prometheus, which is built without it: writes what it finds,
// with all __meta labels, to a file that file_sd_configs reads. Discovery is Prometheus's code, unchanged; building
// it alone takes seconds where the whole program takes minutes.
// Usage: kubernetes-discovery KUBECONFIG NAMESPACE ROLE FILE      ends with SIGTERM
package main

import (
	"context"
	"encoding/json"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/discovery"
	"github.com/prometheus/prometheus/discovery/kubernetes"
	"github.com/prometheus/prometheus/discovery/targetgroup"
)

// A group as file_sd_configs reads it.
type fileGroup struct {
	Targets []model.LabelValue `json:"targets"`
	Labels  model.LabelSet     `json:"labels"`
}

func main() {
	if len(os.Args) != 5 {
		log.Fatal("usage: kubernetes-discovery KUBECONFIG NAMESPACE ROLE FILE")
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	updates := make(chan []*targetgroup.Group)
	go discoverer(os.Args[1], os.Args[2], os.Args[3]).Run(ctx, updates)
	found := map[string]*targetgroup.Group{}
	for {
		select {
		case <-ctx.Done():
			return
		case groups := <-updates:
			for _, group := range groups {
				if group != nil {
					found[group.Source] = group
				}
			}
			write(os.Args[4], found)
		}
	}
}

func discoverer(kubeconfig, namespace, role string) discovery.Discoverer {
	config := &kubernetes.SDConfig{
		KubeConfig:         kubeconfig,
		Role:               kubernetes.Role(role),
		NamespaceDiscovery: kubernetes.NamespaceDiscovery{Names: []string{namespace}},
	}
	registry := prometheus.NewRegistry()
	metrics := config.NewDiscovererMetrics(registry, discovery.NewRefreshMetrics(registry))
	made, err := config.NewDiscoverer(discovery.DiscovererOptions{Logger: slog.Default(), Metrics: metrics})
	if err != nil {
		log.Fatal(err)
	}
	return made
}

// Replaces the file in one step, so that Prometheus never reads half of it.
func write(file string, found map[string]*targetgroup.Group) {
	groups := []fileGroup{}
	for _, group := range found {
		for _, target := range group.Targets {
			labels := group.Labels.Merge(target)
			delete(labels, model.AddressLabel)
			groups = append(groups, fileGroup{[]model.LabelValue{target[model.AddressLabel]}, labels})
		}
	}
	text, err := json.Marshal(groups)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(file+".new", text, 0o644); err != nil {
		log.Fatal(err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		log.Fatal(err)
	}
}
