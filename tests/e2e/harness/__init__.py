"""A small cluster on loopback: etcd, kube-apiserver, and stand-ins for what a cluster has besides."""
