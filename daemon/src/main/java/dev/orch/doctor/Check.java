package dev.orch.doctor;

import java.util.List;

/** Looks for one kind of trouble. Any thread may call it; what it finds is found anew each time. */
@FunctionalInterface
public interface Check {
  /** What is wrong now; changes nothing. */
  List<Finding> look();
}
