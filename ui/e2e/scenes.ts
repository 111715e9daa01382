import type { Daemon } from './daemon';

/** What a day at work looks like: one session of each kind in two projects. */
export interface Scene {
  approval: string;
  question: string;
  plan: string;
  done: string;
  failed: string;
  running: string;
}

export const COMMAND = './gradlew flywayMigrate -Pflyway.url=jdbc:postgresql://localhost:5432/billing_dev';

export async function workday(daemon: Daemon): Promise<Scene> {
  await daemon.project('billing-api');
  await daemon.project('storefront');
  const scene: Scene = {
    done: await daemon.send(
      'implement',
      'billing-api',
      'Add idempotency keys to POST /refunds',
      [
        '[[think Which table holds the refunds?]]',
        '[[say I read **both** files first:\n\n- `App.java`\n- `Retry.java`]]',
        '[[write src/Refund.java class Refund {\\n  private final String key;\\n}]]',
        '[[write src/Retry.java class Retry {}]]',
        '[[say Done: `Refund` has a key column, and the same key is answered the same.]]',
        '[[usage 12000 900]]',
      ].join(' '),
    ),
    failed: await daemon.send(
      'implement',
      'storefront',
      'Add contract tests for the refunds endpoint',
      '[[say I run the suite.]] [[fail 500]]',
    ),
    approval: await oldest(
      daemon,
      'implement',
      'billing-api',
      'Retry failed webhooks with exponential backoff',
      `[[say The integration test needs the new table.]] [[ask ${COMMAND}]]`,
    ),
    question: await daemon.send(
      'analyze',
      'storefront',
      'Why are nightly index rebuilds three times slower',
      '[[question Which baseline should I compare with?]]',
    ),
    plan: await daemon.send(
      'plan',
      'storefront',
      'Upgrade React Router to v7 and drop the legacy loader',
      '[[plan Routes move **one folder at a time**, each with its tests.]]',
    ),
    running: await daemon.send(
      'implement',
      'storefront',
      'Dark mode for the account area',
      '[[say Editing the theme]] [[write src/theme.css body{}]] [[hang]]',
    ),
  };
  await daemon.until(scene.done, 'done');
  await daemon.until(scene.failed, 'failed');
  for (const id of [scene.approval, scene.question, scene.plan]) await daemon.until(id, 'needs-you');
  await daemon.until(scene.running, 'working');
  return scene;
}

/** One that waits before any other is begun: the one that stands open on the dashboard. */
async function oldest(daemon: Daemon, ...what: Parameters<Daemon['send']>): Promise<string> {
  const id = await daemon.send(...what);
  await daemon.until(id, 'needs-you');
  return id;
}
