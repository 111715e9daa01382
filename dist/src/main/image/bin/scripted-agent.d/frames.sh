# The lines the scripted agent prints. Only its own process prints, so no two lines ever mix.

# A line that cannot be printed, as on a full disk, ends the process, as it does the original.
emit() { printf '%s\n' "$1" || leave 1; }

new_id() {
  count=$((count + 1))
  id=$base$((100000000000 + count))
}

lifecycle() { # UUID STATE
  [ -n "$1" ] || return 0
  new_id
  emit "{\"type\":\"command_lifecycle\",\"command_uuid\":\"$1\",\"state\":\"$2\",\"uuid\":\"$id\",\"session_id\":\"$session\"}"
}

init() {
  new_id
  emit "{\"type\":\"system\",\"subtype\":\"init\",\"cwd\":\"$cwd\",\"session_id\":\"$session\",\"tools\":[\"AskUserQuestion\",\"Bash\",\"ExitPlanMode\",\"Write\"],\"mcp_servers\":[],\"model\":\"$model\",\"permissionMode\":\"$mode\",\"slash_commands\":[],\"apiKeySource\":\"none\",\"claude_code_version\":\"$version\",\"output_style\":\"default\",\"agents\":[],\"skills\":[],\"plugins\":[],\"capabilities\":[\"msg_lifecycle_v1\"],\"analytics_disabled\":true,\"uuid\":\"$id\",\"sandbox_enabled\":false}"
}

mode_status() {
  new_id
  emit "{\"type\":\"system\",\"subtype\":\"status\",\"status\":null,\"permissionMode\":\"$mode\",\"uuid\":\"$id\",\"session_id\":\"$session\"}"
}

assistant() { # CONTENT-BLOCK
  new_id
  emit "{\"type\":\"assistant\",\"message\":{\"id\":\"msg_$id\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"$model\",\"content\":[$1],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":$tokens_in,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":1},\"context_management\":null},\"parent_tool_use_id\":null,\"session_id\":\"$session\",\"uuid\":\"$id\",\"request_id\":\"req_$id\"$origin}"
  origin=
}

say() {
  said=$1
  assistant "{\"type\":\"text\",\"text\":\"$1\"}"
}

user() { # CONTENT-BLOCK MORE-FIELDS
  new_id
  emit "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[$1]},\"parent_tool_use_id\":null,\"session_id\":\"$session\",\"uuid\":\"$id\"$2}"
}

tool_use() { # NAME INPUT
  new_id
  tool=toolu_$id
  calls=$((calls + 1))
  assistant "{\"type\":\"tool_use\",\"id\":\"$tool\",\"name\":\"$1\",\"input\":$2}"
}

tool_result() { # CONTENT IS-ERROR TOOL-USE-RESULT
  user "{\"tool_use_id\":\"$tool\",\"type\":\"tool_result\",\"content\":\"$1\",\"is_error\":$2}" ",\"tool_use_result\":$3"
  tool=
  fold
}

refused() { tool_result "$1" true "\"Error: $1\""; }

success() { emit "{\"type\":\"control_response\",\"response\":{\"subtype\":\"success\",\"request_id\":\"$request\",\"response\":$1}}"; }

failure() { # MESSAGE CODE
  emit "{\"type\":\"control_response\",\"response\":{\"subtype\":\"error\",\"request_id\":\"$request\",\"error\":\"$1\",\"error_code\":\"$2\"}}"
}

dollars() { # MICRODOLLARS
  fraction=$((1000000 + $1 % 1000000))
  amount=$(($1 / 1000000)).${fraction#1}
}

result() { # FIELDS-OF-ITS-KIND
  new_id
  total_in=$((total_in + tokens_in)) total_out=$((total_out + tokens_out))
  dollars $((total_in * 3 + total_out * 15))
  emit "{\"duration_api_ms\":1,\"stop_reason\":\"end_turn\",\"session_id\":\"$session\",\"total_cost_usd\":$amount,\"usage\":{\"input_tokens\":$tokens_in,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":$tokens_out,\"service_tier\":\"standard\"},\"modelUsage\":{\"$model\":{\"inputTokens\":$total_in,\"outputTokens\":$total_out,\"cacheReadInputTokens\":0,\"cacheCreationInputTokens\":0,\"webSearchRequests\":0,\"costUSD\":$amount,\"contextWindow\":200000}},\"permission_denials\":[],\"num_turns\":$((calls + 1)),$1,\"type\":\"result\",\"duration_ms\":1,\"uuid\":\"$id\"$attribution,\"result_index\":$results}"
  results=$((results + 1))
}
