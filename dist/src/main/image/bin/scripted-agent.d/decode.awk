# Turns escaped strings, one a line, into the text they stand for. With lines=1 a written \n (a backslash
# and an n) is a line break too.
function unit(hex,   i, n) {
  for (i = 1; i <= 4; i++) n = n * 16 + index("0123456789abcdef", tolower(substr(hex, i, 1))) - 1
  return n
}
function utf8(n) {
  if (n < 128) return sprintf("%c", n)
  if (n < 2048) return sprintf("%c%c", 192 + int(n / 64), 128 + n % 64)
  if (n < 65536) return sprintf("%c%c%c", 224 + int(n / 4096), 128 + int(n / 64) % 64, 128 + n % 64)
  return sprintf("%c%c%c%c", 240 + int(n / 262144), 128 + int(n / 4096) % 64, 128 + int(n / 64) % 64, 128 + n % 64)
}
{
  count = split($0, part, "\\")
  printf "%s", part[1]
  for (i = 2; i <= count; i++) {
    text = part[i]
    if (text == "") {
      text = part[++i]
      if (lines && substr(text, 1, 1) == "n") printf "\n%s", substr(text, 2)
      else printf "\\%s", text
      continue
    }
    c = substr(text, 1, 1)
    if (c == "u") {
      n = unit(substr(text, 2, 4))
      if (n >= 55296 && n < 56320 && length(text) == 5 && substr(part[i + 1], 1, 1) == "u") {
        text = part[++i]
        n = 65536 + (n - 55296) * 1024 + unit(substr(text, 2, 4)) - 56320
      }
      printf "%s%s", (n > 0 ? utf8(n) : ""), substr(text, 6)
    }
    else printf "%s%s", (c == "n" ? "\n" : c == "t" ? "\t" : c == "r" ? "\r" : c == "b" ? "\b" : c == "f" ? "\f" : c), substr(text, 2)
  }
}
