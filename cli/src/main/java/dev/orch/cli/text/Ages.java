package dev.orch.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times and stretches of time for people. */
public final class Ages {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Ages() {}

  /** {@code 4 min}; the largest unit only, from two days on in days. */
  public static String of(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /** How long until something happens: as {@link #of}, to the nearest unit. */
  public static String until(Duration time) {
    Duration minute = Duration.ofMinutes(1);
    Duration unit =
        time.compareTo(Duration.ofDays(2)) >= 0
            ? Duration.ofDays(1)
            : time.compareTo(Duration.ofHours(1)) >= 0 ? Duration.ofHours(1) : minute;
    return time.compareTo(minute) < 0 ? of(time) : of(time.plus(unit.dividedBy(2)));
  }

  /** {@code 3 h 12 min}: the two largest units. */
  public static String precise(Duration time) {
    long minutes = Math.max(0, time.toMinutes());
    if (minutes < 60) {
      return of(time);
    }
    return minutes < 2880
        ? "%d h %d min".formatted(minutes / 60, minutes % 60)
        : "%d d %d h".formatted(minutes / 1440, minutes / 60 % 24);
  }

  /** The time of day, with the date where it is not today's. */
  public static String at(Instant time, Instant now, ZoneId zone) {
    boolean today = time.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? TIME : DAY).format(time.atZone(zone));
  }
}
