// The stable identifiers of all findings about an overrides file; docs/overrides.md has a section
// on each. Knows nothing of when they apply.
#pragma once

#include <array>
#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"

namespace tempo_admission::tempo {

// What Tempo does with a file that has the problem.
enum class Effect : unsigned char {
  refused,      // does not load the file: an error
  fatal_load,   // exits while loading the file: an error
  fatal_later,  // loads the file and exits when it uses the value: an error
  regretted     // loads it, but users regret it: a warning
};

[[nodiscard]] constexpr bool is_refused(Effect effect) {
  return effect == Effect::refused || effect == Effect::fatal_load;
}

[[nodiscard]] constexpr Fatal fatal_of(Effect effect) {
  if (effect == Effect::fatal_load) return Fatal::load;
  return effect == Effect::fatal_later ? Fatal::later : Fatal::never;
}

struct Code {
  std::string_view name;
  Effect effect;
  Cause cause = Cause::invalid;
};

namespace code {

inline constexpr Code unknown_field{"overrides/unknown-field", Effect::refused};
inline constexpr Code other_version_field{"overrides/field-of-other-version", Effect::refused};
inline constexpr Code misplaced_field{"overrides/misplaced-field", Effect::refused};
inline constexpr Code foreign_field{"overrides/foreign-field", Effect::refused};
inline constexpr Code wrong_type{"overrides/wrong-type", Effect::refused};
inline constexpr Code duplicate_key{"overrides/duplicate-key", Effect::refused, Cause::duplicate};
inline constexpr Code null_tenant{"overrides/null-tenant", Effect::fatal_load};
inline constexpr Code legacy_format{"overrides/legacy-format", Effect::refused};
inline constexpr Code mixed_formats{"overrides/mixed-formats", Effect::refused};
inline constexpr Code histogram_mode{"overrides/histogram-mode", Effect::refused};
inline constexpr Code span_name_sanitization{"overrides/span-name-sanitization", Effect::refused};
inline constexpr Code bucket_factor{"overrides/bucket-factor", Effect::refused};
inline constexpr Code histogram_buckets{"overrides/histogram-buckets", Effect::refused};
inline constexpr Code cost_attribution_label{"overrides/cost-attribution-label", Effect::refused};
inline constexpr Code dedicated_column{"overrides/dedicated-column", Effect::refused};
inline constexpr Code tenant_shard_size{"overrides/tenant-shard-size", Effect::refused};

inline constexpr Code fatal_value{"overrides/fatal-value", Effect::fatal_later};

inline constexpr Code no_rate_limit{"overrides/no-rate-limit", Effect::regretted};
inline constexpr Code tenant_named_defaults{"overrides/tenant-named-defaults", Effect::regretted};
inline constexpr Code tenant_named_field{"overrides/tenant-named-field", Effect::regretted};
inline constexpr Code glob_tenant{"overrides/glob-tenant", Effect::regretted};
inline constexpr Code rewritten_tenant{"overrides/rewritten-tenant", Effect::regretted};
inline constexpr Code tenant_id{"overrides/tenant-id", Effect::regretted};
inline constexpr Code reserved_tenant_id{"overrides/reserved-tenant-id", Effect::regretted};
inline constexpr Code legacy_deprecated{"overrides/legacy-deprecated", Effect::regretted};
inline constexpr Code bare_duration{"overrides/bare-duration", Effect::regretted};
inline constexpr Code cut_float{"overrides/cut-float", Effect::regretted};
inline constexpr Code negative_number{"overrides/negative-number", Effect::regretted};
inline constexpr Code ignored_field{"overrides/ignored-field", Effect::regretted};
inline constexpr Code unchecked_value{"overrides/unchecked-value", Effect::regretted};
inline constexpr Code small_shard_size{"overrides/small-tenant-shard-size", Effect::regretted};
inline constexpr Code dangerous_switch{"overrides/dangerous-switch", Effect::regretted};
inline constexpr Code unknown_forwarder{"overrides/unknown-forwarder", Effect::regretted};
inline constexpr Code unknown_processor{"overrides/unknown-processor", Effect::regretted};
inline constexpr Code collection_interval{"overrides/collection-interval", Effect::regretted};
inline constexpr Code ingestion_slack{"overrides/ingestion-slack", Effect::regretted};
inline constexpr Code label_name{"overrides/label-name", Effect::regretted};
inline constexpr Code intrinsic_dimension{"overrides/intrinsic-dimension", Effect::regretted};
inline constexpr Code dimension_mapping{"overrides/dimension-mapping", Effect::regretted};
inline constexpr Code filter_policy{"overrides/filter-policy", Effect::regretted};
inline constexpr Code filter_regex{"overrides/filter-regex", Effect::regretted};
inline constexpr Code too_many_columns{"overrides/too-many-dedicated-columns", Effect::regretted};
inline constexpr Code literal_credential{"overrides/literal-credential", Effect::regretted};
inline constexpr Code unexpanded_env{"overrides/unexpanded-env", Effect::regretted};
inline constexpr Code foreign_org_id{"overrides/foreign-org-id", Effect::regretted};
inline constexpr Code apply_limit{"overrides/apply-limit", Effect::regretted};
inline constexpr Code configmap_limit{"overrides/configmap-limit", Effect::regretted};
inline constexpr Code second_document{"overrides/second-document", Effect::regretted};

}  // namespace code

inline constexpr std::array all_codes = {
    code::unknown_field,
    code::other_version_field,
    code::misplaced_field,
    code::foreign_field,
    code::wrong_type,
    code::duplicate_key,
    code::null_tenant,
    code::legacy_format,
    code::mixed_formats,
    code::histogram_mode,
    code::span_name_sanitization,
    code::bucket_factor,
    code::histogram_buckets,
    code::cost_attribution_label,
    code::dedicated_column,
    code::tenant_shard_size,
    code::fatal_value,
    code::no_rate_limit,
    code::tenant_named_defaults,
    code::tenant_named_field,
    code::glob_tenant,
    code::rewritten_tenant,
    code::tenant_id,
    code::reserved_tenant_id,
    code::legacy_deprecated,
    code::bare_duration,
    code::cut_float,
    code::negative_number,
    code::ignored_field,
    code::unchecked_value,
    code::small_shard_size,
    code::dangerous_switch,
    code::unknown_forwarder,
    code::unknown_processor,
    code::collection_interval,
    code::ingestion_slack,
    code::label_name,
    code::intrinsic_dimension,
    code::dimension_mapping,
    code::filter_policy,
    code::filter_regex,
    code::too_many_columns,
    code::literal_credential,
    code::unexpanded_env,
    code::foreign_org_id,
    code::apply_limit,
    code::configmap_limit,
    code::second_document,
};

}  // namespace tempo_admission::tempo
