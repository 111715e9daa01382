package dev.orch.http.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Chance that can be had again: the same seed throws the same. */
final class Dice {
  private final RandomGenerator random;

  Dice(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** From 0 to less than the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Once in so many throws. */
  boolean onceIn(int throwsOfIt) {
    return random.nextInt(throwsOfIt) == 0;
  }
}
