#include "tempo/findings/foreign_fields.hpp"

#include <algorithm>
#include <array>

namespace tempo_admission::tempo {
namespace {

constexpr std::string_view rate = "ingestion.rate_limit_bytes (bytes per second)";
constexpr std::string_view burst = "ingestion.burst_size_bytes (bytes)";
constexpr std::string_view retention = "compaction.block_retention (a duration such as 336h)";
constexpr std::string_view live = "ingestion.max_traces_per_user";
constexpr std::string_view series = "metrics_generator.max_active_series";
constexpr std::string_view search = "read.max_search_duration (a duration such as 168h)";
constexpr std::string_view shard = "ingestion.tenant_shard_size";

constexpr std::array foreign_fields = {
    ForeignField{"ingestion_rate_mb", "Loki", rate},
    ForeignField{"ingestion_burst_size_mb", "Loki", burst},
    ForeignField{"per_stream_rate_limit", "Loki", rate},
    ForeignField{"per_stream_rate_limit_burst", "Loki", burst},
    ForeignField{"retention_period", "Loki", retention},
    ForeignField{"retention_stream", "Loki", retention},
    ForeignField{"max_streams_per_user", "Loki", live},
    ForeignField{"max_local_streams_per_user", "Loki", live},
    ForeignField{"max_global_streams_per_user", "Loki", live},
    ForeignField{"max_line_size", "Loki", "ingestion.max_attribute_bytes (bytes)"},
    ForeignField{"max_entries_limit_per_query", "Loki", ""},
    ForeignField{"max_chunks_per_query", "Loki", ""},
    ForeignField{"reject_old_samples", "Loki", ""},
    ForeignField{"reject_old_samples_max_age", "Loki", ""},
    ForeignField{"split_queries_by_interval", "Loki", ""},
    ForeignField{"allow_structured_metadata", "Loki", ""},
    ForeignField{"volume_enabled", "Loki", ""},
    ForeignField{"cardinality_limit", "Loki", ""},
    ForeignField{"shard_streams", "Loki", ""},
    ForeignField{"max_query_length", "Loki and Mimir", search},
    ForeignField{"max_query_lookback", "Loki and Mimir", search},
    ForeignField{"max_query_parallelism", "Loki and Mimir", ""},
    ForeignField{"max_query_series", "Loki", ""},
    ForeignField{"max_label_names_per_series", "Loki and Mimir", ""},
    ForeignField{"max_label_name_length", "Loki and Mimir", ""},
    ForeignField{"max_label_value_length", "Loki and Mimir", ""},
    ForeignField{"ingestion_rate", "Mimir", rate},
    ForeignField{"ingestion_burst_size", "Mimir", burst},
    ForeignField{"request_rate", "Mimir", ""},
    ForeignField{"request_burst_size", "Mimir", ""},
    ForeignField{"max_global_series_per_user", "Mimir", series},
    ForeignField{"max_global_series_per_metric", "Mimir", series},
    ForeignField{"max_global_exemplars_per_user", "Mimir", ""},
    ForeignField{"max_fetched_series_per_query", "Mimir", ""},
    ForeignField{"max_fetched_chunks_per_query", "Mimir", ""},
    ForeignField{"compactor_blocks_retention_period", "Mimir", retention},
    ForeignField{"compactor_split_and_merge_shards", "Mimir", ""},
    ForeignField{"out_of_order_time_window", "Mimir", ""},
    ForeignField{"accept_ha_samples", "Mimir", ""},
    ForeignField{"ha_cluster_label", "Mimir", ""},
    ForeignField{"ha_replica_label", "Mimir", ""},
    ForeignField{"ruler_max_rules_per_rule_group", "Loki and Mimir", ""},
    ForeignField{"ruler_max_rule_groups_per_tenant", "Loki and Mimir", ""},
    ForeignField{"store_gateway_tenant_shard_size", "Mimir", shard},
};

}  // namespace

const ForeignField* find_foreign_field(std::string_view name) {
  const auto* const found =
      std::find_if(foreign_fields.begin(), foreign_fields.end(),
                   [&](const ForeignField& field) { return field.name == name; });
  return found == foreign_fields.end() ? nullptr : found;
}

}  // namespace tempo_admission::tempo
