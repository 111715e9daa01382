# Turns a text into the inside of a JSON string, without its last line break.
function replaced(text, from, to,   part, count, i, out) {
  count = split(text, part, from)
  out = part[1]
  for (i = 2; i <= count; i++) out = out to part[i]
  return out
}
{
  text = replaced($0, "\\", "\\\\")
  text = replaced(text, "\"", "\\\"")
  text = replaced(text, "\t", "\\t")
  text = replaced(text, "\r", "\\r")
  gsub(/[\001-\037]/, "?", text)
  printf "%s%s", (NR > 1 ? "\\n" : ""), text
}
