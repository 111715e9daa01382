# Reads one line of the protocol and prints what matters of it as lines "NAME VALUE"; the directives of a
# user message go to the file `script`, one a line. Strings stay in their escaped form. A quote is the
# record separator, so every other record lies inside a string.
function structure(text,   i, c) {
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    if (c == "{" || c == "[") { depth++; kind[depth] = c; name[depth] = ""; keyed[depth] = 0 }
    else if (c == "}" || c == "]") { literal(); depth-- }
    else if (c == ",") { literal(); keyed[depth] = 0 }
    else if (c == ":") keyed[depth] = 1
    else if (c ~ /[0-9a-z.+-]/) word = word c
    else if (c !~ /[ \t\r\n]/) broken = 1
  }
}
function literal() { if (word != "") { value(word); word = "" } }
function path(last,   i, p) {
  for (i = 1; i <= last; i++) if (kind[i] == "{") p = p "." name[i]
  return substr(p, 2)
}
function value(v,   at) {
  at = path(depth)
  if (at == "type") { type = v; print "type " v }
  else if (at == "uuid") print "uuid " v
  else if (at == "request_id" || at == "response.request_id") print "request " v
  else if (at == "request.subtype") print "subtype " v
  else if (at == "request.mode") print "mode " v
  else if (at == "request.model") print "model " v
  else if (at == "request.message_uuid") print "about " v
  else if (at == "response.response.behavior") print "behavior " v
  else if (at == "response.response.message") print "message " v
  else if (at == "response.response.interrupt") print "interrupt " v
  else if (at == "response.response.updatedInput.command") print "command " v
  else if (path(depth - 1) == "response.response.updatedInput.answers") {
    answers = answers (answers == "" ? "" : ", ") "\\\"" name[depth] "\\\"=\\\"" v "\\\""
    pairs = pairs (pairs == "" ? "" : ",") "\"" name[depth] "\":\"" v "\""
  }
  else if (at == "message.content" || at == "message.content.text") {
    prompt = prompt (prompt == "" ? "" : "\\n") v
  }
}
function escaped_quote(text,   i, n) {
  for (i = length(text); i > 0 && substr(text, i, 1) == "\\"; i--) n++
  return n % 2
}
function clip(text, most,   i, c) { # the first line, at most so many bytes, no escape or character cut
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    if (i > most && (c < "\200" || c >= "\300")) break
    if (c != "\\") continue
    if (substr(text, i + 1, 1) ~ /[nr]/) break
    i += substr(text, i + 1, 1) == "u" ? 5 : 1
  }
  return substr(text, 1, i - 1)
}
function directives(text,   at, end, word, rest, found) {
  while ((at = index(text, "[[")) > 0) {
    text = substr(text, at + 2)
    end = index(text, "]]")
    if (end == 0) break
    rest = substr(text, 1, end - 1)
    sub(/^ +/, "", rest); sub(/ +$/, "", rest)
    word = rest; sub(/[ \\].*$/, "", word)
    if (index(known, " " word " ") == 0) continue
    found = 1
    print rest > script
    text = substr(text, end + 2)
  }
  return found
}
BEGIN {
  RS = "\""
  known = " say think lines write ask question plan sleep hang fail usage history exit code ignore-term deaf child stderr malformed "
}
inside {
  recent = recent $0
  if (escaped_quote($0)) {
    recent = recent "\""
    if (length(recent) > 4096) { string = string recent; recent = "" } # else long strings take for ever
    next
  }
  string = string recent
  recent = ""
  inside = 0
  if (kind[depth] == "{" && !keyed[depth]) name[depth] = string; else value(string)
  string = ""
  next
}
{ structure($0); inside = 1 }
END {
  literal()
  if (NR == 1 && !broken && $0 ~ /^[ \t\r\n]*$/) print "type blank"
  else if (broken || depth != 0 || type == "") print "type malformed"
  if (answers != "") { print "answers " answers; print "pairs " pairs }
  if (type == "user" && !directives(prompt)) {
    print "say I was asked: " clip(prompt, 200) > script
    print "lines 3" > script
    print "write scripted-agent.txt " clip(prompt, 200) > script
    print "say Done." > script
  }
}
