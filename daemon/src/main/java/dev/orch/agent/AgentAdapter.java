package dev.orch.agent;

import dev.orch.domain.project.AgentId;
import java.util.Set;

/**
 * All that is particular to one agent, without a process, a clock or a file: a request becomes a
 * plan, a line becomes events. Implementations are stateless; any thread may call them.
 */
public interface AgentAdapter {

  /** How users name it. */
  AgentId id();

  /** The product's name: {@code Claude Code}. */
  String productName();

  /** The program that is looked for on the PATH. */
  String program();

  /** What to say to a user who has not installed it. */
  String installHint();

  /** What to say to a user who is not logged in. */
  String loginHint();

  /** What it can do. */
  Set<Capability> capabilities();

  /** Which variables of the user's environment are its own. */
  EnvironmentNames environment();

  /** Which files of a repository instruct it, and which could make it run something. */
  RepositoryNames repositoryFiles();

  /** How to ask the program for its version. */
  Probe<String> versionProbe();

  /** How to ask the program whether somebody is logged in. */
  Probe<Login> loginProbe();

  /** What to start for a turn, what to write into its run folder before, and what to say first. */
  LaunchPlan plan(LaunchRequest request);

  /** Which signal it takes for a polite request to end. */
  PoliteSignal politeSignal();

  /** How to understand and answer what the started process says. */
  AgentProtocol protocol();

  /** A signal that lets an agent end in order. */
  enum PoliteSignal {
    /** SIGINT to the agent alone; it looks after its children. */
    INTERRUPT,
    /** SIGTERM to the agent and all that it started. */
    TERMINATE
  }
}
