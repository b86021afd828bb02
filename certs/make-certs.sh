#!/bin/sh
# Certificates for the webhook: ECDSA P-256, made with openssl and nothing else.
set -eu

usage() {
  cat <<'TEXT'
usage: make-certs.sh dev [DIR]
         a CA and a certificate for localhost, below certs/dev unless DIR is given; kept while valid
       make-certs.sh issue DIR [--service NAME] [--namespace NS] [--secret NAME] [--days N] [--ca-days N]
         a CA and a serving certificate for NAME.NS.svc, as a kustomize component in DIR
       make-certs.sh renew DIR [--days N]
         a new serving certificate from the CA that DIR has
       make-certs.sh rotate DIR add-ca | swap-leaf | drop-ca
         a new CA without a failed request: run the three in this order, apply DIR after each one,
         and wait a minute before the next (docs/operations.md says for what)
       make-certs.sh client DIR [--name NAME] [--days N] [--ca-days N]
         a CA and a client certificate for the API server, to be checked with --client-ca
       make-certs.sh status DIR
         what DIR holds and until when it is valid

DIR then holds the private keys of the CA and of the server: keep it out of version control.
TEXT
}

fail() {
  echo "make-certs.sh: $*" >&2
  exit 1
}

new_key() {  # FILE
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null
}

new_ca() {  # CERT KEY DAYS
  new_key "$2"
  # A different subject for each CA: two with the same name are hard to tell apart in a bundle.
  openssl req -x509 -new -sha256 -key "$2" -days "$3" -out "$1" \
    -subj "/CN=tempo-admission CA $(date -u +%Y-%m-%d) $(openssl rand -hex 4)" \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' \
    -addext 'keyUsage=critical,keyCertSign,cRLSign'
}

new_leaf() {  # CERT KEY CA_CERT CA_KEY DAYS COMMON_NAME SUBJECT_ALT_NAMES [USAGE]
  new_key "$2.new"
  openssl req -new -sha256 -key "$2.new" -subj "/CN=$6" -out "$1.csr"
  printf '%s\n' "subjectAltName=$7" 'basicConstraints=critical,CA:FALSE' \
    'keyUsage=critical,digitalSignature' "extendedKeyUsage=${8:-serverAuth}" >"$1.ext"
  openssl x509 -req -sha256 -in "$1.csr" -CA "$3" -CAkey "$4" -days "$5" -extfile "$1.ext" \
    -set_serial "0x$(openssl rand -hex 16 | sed 's/^./1/')" -out "$1.new" 2>/dev/null
  rm -f "$1.csr" "$1.ext"
  mv -f "$2.new" "$2"
  mv -f "$1.new" "$1"
}

make_dev() {  # DIR
  dir=$1
  mkdir -p "$dir"
  a_week=604800
  if [ -s "$dir/tls.key" ] && openssl x509 -in "$dir/tls.crt" -noout -checkend $a_week >/dev/null 2>&1 &&
    openssl verify -CAfile "$dir/ca.crt" "$dir/tls.crt" >/dev/null 2>&1; then
    echo "kept the development certificate in $dir"
    return
  fi
  new_ca "$dir/ca.crt" "$dir/ca.key" 365
  new_leaf "$dir/tls.crt" "$dir/tls.key" "$dir/ca.crt" "$dir/ca.key" 90 localhost \
    'DNS:localhost,DNS:tempo-admission.tempo-admission.svc,IP:127.0.0.1,IP:::1'
  echo "made a development CA and certificate in $dir"
}

base64_of() {  # FILE...
  cat "$@" | openssl base64 -A
}

# The Secret's ca.crt is the bundle that the API server trusts: one CA, or two during a rotation.
write_secret() {
  cat >"$dir/secret.yaml" <<TEXT
apiVersion: v1
kind: Secret
metadata:
  name: $secret
  namespace: $namespace
type: kubernetes.io/tls
data:
  ca.crt: $(base64_of "$dir/ca-bundle.crt")
  tls.crt: $(base64_of "$dir/tls.crt")
  tls.key: $(base64_of "$dir/tls.key")
TEXT
}

write_component() {
  cat >"$dir/kustomization.yaml" <<TEXT
# Adds the Secret with the serving certificate, and copies its CA into every webhook's caBundle.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources:
- secret.yaml
replacements:
- source: {kind: Secret, name: $secret, fieldPath: "data.[ca.crt]"}
  targets:
  - select: {kind: MutatingWebhookConfiguration}
    fieldPaths: [webhooks.*.clientConfig.caBundle]
    options: {create: true}
  - select: {kind: ValidatingWebhookConfiguration}
    fieldPaths: [webhooks.*.clientConfig.caBundle]
    options: {create: true}
TEXT
}

remember_names() {
  printf '%s\n' "service=$service" "namespace=$namespace" "secret=$secret" "days=$days" "ca_days=$ca_days" \
    >"$dir/names"
}

recall_names() {
  [ -f "$dir/names" ] || fail "$dir was not made by 'make-certs.sh issue'"
  # Read, not sourced: the folder may come from elsewhere.
  while IFS='=' read -r key value; do
    case $key in
      service) service=$value ;;
      namespace) namespace=$value ;;
      secret) secret=$value ;;
      days) days=$value ;;
      ca_days) ca_days=$value ;;
    esac
  done <"$dir/names"
}

leaf_from() {  # CA_CERT CA_KEY
  new_leaf "$dir/tls.crt" "$dir/tls.key" "$1" "$2" "$days" "$service.$namespace.svc" \
    "DNS:$service.$namespace.svc,DNS:$service.$namespace.svc.cluster.local"
}

issue() {
  [ -f "$dir/ca.key" ] && fail "$dir already holds a CA: 'renew' makes a new certificate, 'rotate' a new CA"
  mkdir -p "$dir"
  new_ca "$dir/ca.crt" "$dir/ca.key" "$ca_days"
  leaf_from "$dir/ca.crt" "$dir/ca.key"
  cp "$dir/ca.crt" "$dir/ca-bundle.crt"
  remember_names
  write_secret
  write_component
  echo "made a CA and a certificate for $service.$namespace.svc in $dir (a kustomize component)"
}

issue_client() {
  [ -f "$dir/ca.key" ] && fail "$dir already holds a CA"
  mkdir -p "$dir"
  new_ca "$dir/ca.crt" "$dir/ca.key" "$ca_days"
  new_leaf "$dir/tls.crt" "$dir/tls.key" "$dir/ca.crt" "$dir/ca.key" "$days" "$name" "DNS:$name" clientAuth
  echo "made a CA and a client certificate for $name in $dir"
}

renew() {
  [ -f "$dir/ca-next.key" ] && fail "a rotation is under way in $dir: finish it first"
  leaf_from "$dir/ca.crt" "$dir/ca.key"
  write_secret
  echo "made a new serving certificate in $dir; apply it; running pods load it without a restart"
}

add_ca() {
  [ -f "$dir/ca-next.key" ] && fail "a new CA is already there: swap-leaf comes next"
  new_ca "$dir/ca-next.crt" "$dir/ca-next.key" "$ca_days"
  cat "$dir/ca.crt" "$dir/ca-next.crt" >"$dir/ca-bundle.crt"
  write_secret
  echo "the bundle now trusts the old CA and the new one; apply, wait, then swap-leaf"
}

swap_leaf() {
  [ -f "$dir/ca-next.key" ] || fail "there is no new CA yet: add-ca comes first"
  leaf_from "$dir/ca-next.crt" "$dir/ca-next.key"
  write_secret
  echo "the serving certificate now comes from the new CA; apply, wait, then drop-ca"
}

drop_ca() {
  [ -f "$dir/ca-next.key" ] || fail "there is no new CA: add-ca and swap-leaf come first"
  openssl verify -CAfile "$dir/ca-next.crt" "$dir/tls.crt" >/dev/null 2>&1 ||
    fail "the serving certificate is still the old CA's: swap-leaf comes first"
  mv -f "$dir/ca-next.key" "$dir/ca.key"
  mv -f "$dir/ca-next.crt" "$dir/ca.crt"
  cp "$dir/ca.crt" "$dir/ca-bundle.crt"
  write_secret
  echo "the bundle now trusts the new CA only; apply, and the rotation is done"
}

status() {
  for file in ca.crt ca-next.crt tls.crt; do
    [ -f "$dir/$file" ] || continue
    echo "$file: $(openssl x509 -in "$dir/$file" -noout -subject -enddate | tr '\n' ' ')"
  done
  echo "bundle: $(grep -c 'BEGIN CERTIFICATE' "$dir/ca-bundle.crt") CA"
}

read_options() {
  while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || fail "$1 needs a value"
    case $1 in
      --service) service=$2 ;;
      --namespace) namespace=$2 ;;
      --secret) secret=$2 ;;
      --name) name=$2 ;;
      --days) days=$2 ;;
      --ca-days) ca_days=$2 ;;
      *) fail "unknown option $1" ;;
    esac
    shift 2
  done
}

main() {
  umask 077
  service=tempo-admission namespace=tempo-admission secret=tempo-admission-tls name=kube-apiserver days=365 ca_days=3650
  command=${1:-help}
  [ $# -eq 0 ] || shift
  case $command in
    dev)
      make_dev "${1:-$(dirname "$0")/dev}"
      return
      ;;
    issue | client | renew | rotate | status) ;;
    help | --help | -h)
      usage
      return
      ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
  [ $# -ge 1 ] || fail "$command needs a folder"
  dir=$1
  shift
  case $command in
    issue | client) ;;
    *) recall_names ;;
  esac
  case $command in
    issue) read_options "$@" && issue ;;
    client) read_options "$@" && issue_client ;;
    renew) read_options "$@" && renew ;;
    status) status ;;
    rotate)
      case ${1:-} in
        add-ca) add_ca ;;
        swap-leaf) swap_leaf ;;
        drop-ca) drop_ca ;;
        *) fail "rotate DIR add-ca | swap-leaf | drop-ca" ;;
      esac
      ;;
  esac
}

main "$@"
