import type { Daemon } from './daemon';

/** The sessions that the pictures show. */
export interface Showcase {
  approval: string;
  plan: string;
}

const of = (lines: number, line: (n: number) => string): string =>
  Array.from({ length: lines }, (_, n) => line(n + 1)).join('\n');

const POLICY_BEFORE = `package billing.webhook;

import java.time.Duration;

/** When a webhook that was not taken is sent again. */
final class RetryPolicy {
  private static final Duration CAP = Duration.ofHours(1);

  /** How long to wait before attempt {@code n}, first attempt 1. */
  Duration delayBefore(int attempt) {
    return Duration.ofSeconds(30);
  }

  boolean givesUp(int attempt) {
    return attempt > 5;
  }
}
`;

const POLICY_AFTER = `package billing.webhook;

import java.time.Duration;

/** When a webhook that was not taken is sent again. */
final class RetryPolicy {
  private static final Duration BASE = Duration.ofSeconds(2);
  private static final Duration CAP = Duration.ofHours(1);

  /** How long to wait before attempt {@code n}, first attempt 1. */
  Duration delayBefore(int attempt) {
    var exponential = BASE.multipliedBy(1L << Math.min(attempt, 10));
    return min(exponential, CAP).plus(jitter.next(CAP.dividedBy(20)));
  }

  /** Retry-After in seconds or as an HTTP date; a date in the past means now. */
  Duration delayAfter(Response response, int attempt) {
    var header = response.header("Retry-After");
    if (header.isEmpty()) return delayBefore(attempt);
    return min(parse(header.get()), CAP);
  }

  boolean givesUp(int attempt) {
    return attempt > MOST_ATTEMPTS;
  }
}
`;

const SCHEDULER_BEFORE = `package billing.webhook;

final class DeliveryScheduler {
  private final DeliveryQueue queue;
  private final RetryPolicy policy;

  private void reschedule(Delivery delivery, Response response) {
    queue.add(delivery, clock.instant().plus(policy.delayBefore(delivery.attempt())));
    metrics.retried(delivery.endpoint());
  }
}
`;

const SCHEDULER_AFTER = SCHEDULER_BEFORE.replace(
  '    queue.add(delivery, clock.instant().plus(policy.delayBefore(delivery.attempt())));\n',
  `    var due = clock.instant().plus(policy.delayAfter(response, delivery.attempt()));
    queue.add(delivery.next(), due); // same endpoint: behind the ones before it
`,
);

const MIGRATION = `CREATE TABLE webhook_attempt (
  endpoint   BIGINT      NOT NULL REFERENCES endpoint,
  attempt    INT         NOT NULL,
  due_at     TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (endpoint, attempt)
);
`;

const TEST = of(38, (n) => `// attempt ${n} waits no longer than an hour`);

const PLAN = `Routes move one folder at a time, each with its tests. Nothing is switched before the last step.

1. Add \`react-router\` 7 beside the present one and turn on its \`v7_\` flags, one commit each.
2. Move \`checkout/\` first: it has the best tests, and the loader there is the oldest.
3. Replace the legacy loader by \`clientLoader\` in \`account/\`, \`search/\` and \`cart/\`.
4. Delete \`lib/legacyLoader.ts\` and its 14 callers; the type check finds what is left.
5. Run the whole browser suite against the preview, then take the old package out.

**41 files** change. The riskiest is \`checkout/PaymentRoute.tsx\`, which redirects from within the loader.`;

const written = (path: string, content: string): string =>
  `[[write ${path} ${content.trimEnd().replaceAll('\n', '\\n')}]]`;
const said = (text: string): string => `[[say ${text}]]`;

/**
 * An afternoon with a dozen sessions in four projects. What they wait for was asked for in the order in which it is
 * shown; the last ones wait in line.
 */
export async function showcase(daemon: Daemon): Promise<Showcase> {
  await projects(daemon);
  const waiting = await waitingOnes(daemon);
  await doneOnes(daemon);
  await workingOnes(daemon);
  return waiting;
}

async function projects(daemon: Daemon): Promise<void> {
  const settings = { branch_template: 'orch/{title}' };
  const files = {
    'billing-api': {
      'src/main/java/billing/webhook/RetryPolicy.java': POLICY_BEFORE,
      'src/main/java/billing/webhook/DeliveryScheduler.java': SCHEDULER_BEFORE,
    },
    storefront: {
      'src/edge/cache.ts': of(30, (n) => `export const query${n} = { ttl: 0 };`),
      'e2e/CheckoutFlow.spec.ts': of(12, (n) => `await page.waitForTimeout(${n}00);`),
    },
    'search-indexer': { 'README.md': '# As it is\n' },
    'platform-infra': { 'README.md': '# As it is\n' },
  };
  for (const [name, content] of Object.entries(files)) await daemon.project(name, content, settings);
}

async function waitingOnes(daemon: Daemon): Promise<Showcase> {
  const asks = async (...asked: Parameters<Daemon['send']>): Promise<string> => {
    const id = await daemon.send(...asked);
    await daemon.until(id, 'needs-you');
    return id;
  };
  const approval = await reviewed(daemon);
  const plan = await asks(
    'plan',
    'storefront',
    'Upgrade React Router to v7 and drop the legacy loader',
    `[[plan ${PLAN}]]`,
  );
  await asks(
    'analyze',
    'search-indexer',
    'Why are nightly index rebuilds three times slower',
    '[[question The nightly job changed its runner and its dictionary in the same week. Is the last fast build the baseline?]]',
  );
  await asks(
    'implement',
    'platform-infra',
    'Rotate the staging TLS certificates',
    '[[ask terraform apply -target=module.tls.aws_acm_certificate.staging]]',
  );
  return { approval, plan };
}

/** Its first turn has been looked at; in the second it asks. */
async function reviewed(daemon: Daemon): Promise<string> {
  const webhook = 'src/main/java/billing/webhook';
  const id = await daemon.send(
    'implement',
    'billing-api',
    'Retry failed webhooks with exponential backoff',
    [
      said(
        'I read the scheduler and the policy first: both decide when a delivery is due, and they disagree.',
      ),
      written(`${webhook}/RetryPolicy.java`, POLICY_AFTER),
      written(`${webhook}/DeliveryScheduler.java`, SCHEDULER_AFTER),
      written('src/main/resources/db/migration/V42__webhook_attempt.sql', MIGRATION),
      written('src/test/java/billing/webhook/RetryPolicyTest.java', TEST),
      said('The delay doubles up to one hour, and an endpoint keeps its order.'),
      '[[usage 231000 9000]]',
    ].join(' '),
  );
  await daemon.until(id, 'done');
  const more = [
    said(
      '`Retry-After` may also be an HTTP date. I parse both forms and treat a date in the past as now:\n\n' +
        '- seconds and dates go through one method, `delayAfter`;\n' +
        '- the cap of one hour applies to both;\n' +
        '- a header that is neither falls back to the exponential delay, and is counted.',
    ),
    written(`${webhook}/RetryPolicy.java`, POLICY_AFTER),
    written('src/test/java/billing/webhook/RetryPolicyTest.java', TEST),
    said(
      'One thing I did not do: `delivery.attempt()` still counts from 1 in the metrics, and dashboards depend on it. The ' +
        'new count would be off by one there, so I left it as it is and wrote down why in the test.\n\n' +
        'Then there is the order of an endpoint. A delivery that waits for `Retry-After` holds back the ones behind it, ' +
        'which is what the contract says; without a cap one endpoint could stop its own queue for a month.',
    ),
    written(`${webhook}/DeliveryScheduler.java`, SCHEDULER_AFTER),
    written('src/main/resources/db/migration/V42__webhook_attempt.sql', MIGRATION),
    said(
      'All unit tests pass. The integration test needs the table `webhook_attempt`, so I want to run the new ' +
        'migration on the development database.',
    ),
    '[[ask ./gradlew flywayMigrate -Pflyway.url=jdbc:postgresql://localhost:5432/billing_dev]]',
  ];
  const message = `Also honour Retry-After on 429, and never wait longer than one hour\n${more.join(' ')}`;
  await daemon.ask('POST', `/sessions/${id}/followup`, { message });
  await daemon.until(id, 'needs-you');
  return id;
}

async function doneOnes(daemon: Daemon): Promise<void> {
  const failed = await daemon.send(
    'implement',
    'billing-api',
    'Add contract tests for the refunds endpoint',
    `${written(
      'src/test/java/billing/RefundsContract.java',
      of(64, (n) => `// case ${n}`),
    )} [[fail 500]]`,
  );
  const done = [
    await daemon.send(
      'implement',
      'storefront',
      'Cache product detail queries at the edge',
      `${written(
        'src/edge/cache.ts',
        of(44, (n) => `export const query${n} = { ttl: 60, stale: 300 };`),
      )} ${said('Done: stale-while-revalidate on four queries, hit rate 0.94 in the replay')} [[usage 96000 7000]]`,
    ),
    await daemon.send(
      'implement',
      'storefront',
      'Fix flaky CheckoutFlow.spec.ts on WebKit',
      `${written(
        'e2e/CheckoutFlow.spec.ts',
        of(6, (n) => `await expect(step${n}).toBeVisible();`),
      )} ${said('Done: it waits for the payment frame instead of half a second')} [[usage 31000 2000]]`,
    ),
    await daemon.send(
      'review',
      'billing-api',
      'Review src/auth for session fixation',
      `${said('Report with 3 findings, one of them high')} [[usage 58000 4000]]`,
    ),
  ];
  await daemon.until(failed, 'failed');
  for (const id of done) await daemon.until(id, 'done');
}

async function workingOnes(daemon: Daemon): Promise<void> {
  const theme = of(41, (n) => `  --account-${n}: var(--gray-${n});`);
  const work: readonly [string, string, string, string][] = [
    [
      'implement',
      'search-indexer',
      'Add OpenTelemetry spans to the import pipeline',
      `${written(
        'src/telemetry.rs',
        of(88, (n) => `span!("import.${n}");`),
      )} ${said('The spans are in; now I run the pipeline tests')} [[hang]]`,
    ],
    [
      'analyze',
      'platform-infra',
      'Which services still use PostgreSQL 14',
      `${said('Reading docs/runbooks/failover.md')} [[hang]]`,
    ],
    [
      'implement',
      'storefront',
      'Dark mode for the account area',
      `${written('src/account/theme.css', theme)} [[hang]]`,
    ],
    [
      'implement',
      'platform-infra',
      'Split the network module by region',
      `${written(
        'network/eu.tf',
        of(120, (n) => `# subnet ${n}`),
      )} ${said('Four of six regions are split')} [[hang]]`,
    ],
  ];
  for (const [action, project, title, script] of work) {
    const id = await daemon.send(action, project, title, script);
    await daemon.until(id, 'working');
  }
  await daemon.send('implement', 'search-indexer', 'Reduce p99 of GET /v1/search below 100 ms', '[[hang]]');
  await daemon.send('analyze', 'storefront', 'Where does the bundle size regression come from', '[[hang]]');
}
