{{- define "fullname" -}}
{{ if contains "tempo" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-tempo{{ end }}
{{- end }}

{{- define "selector" -}}
app.kubernetes.io/name: tempo
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Values.chart }}
{{ include "selector" . }}
app.kubernetes.io/version: {{ index (.Files.Get "components.yaml" | fromYaml).appVersion .Values.chart | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- /* "yes" where a row of the table belongs to this version with these values: (list $ row) */}}
{{- define "rendered" -}}
{{- $values := (first .).Values -}}
{{- $when := dig "in" $values.chart "" (last .) -}}
{{- if eq $when (ternary "optional" "replaced" $values.everything) "default" }}yes{{ end }}
{{- end }}
