import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import type { components } from '../src/api/schema';

type Session = components['schemas']['SessionView'];

const run = promisify(execFile);
const image = resolve(process.env.ORCH_IMAGE ?? '../dist/target/image');
const COMMAND_MS = 60_000;
const PATIENCE_MS = 30_000;
const states = {
  working: 'running',
  'needs-you': 'waiting_for_user',
  done: 'completed',
  failed: 'failed',
  stopped: 'stopped',
} as const;
const lines = Array.from({ length: 60 }, (_, line) => `int line${line} = ${line};\n`).join('');
const few = { 'src/App.java': lines, 'src/Retry.java': lines };

/** The built daemon with a home, a port and projects of its own; its agents are scripted. */
export class Daemon {
  readonly home: string;
  readonly port: number;
  private token = '';
  private readonly environment: NodeJS.ProcessEnv;

  private constructor(home: string, port: number, settings: Record<string, string>) {
    this.home = home;
    this.port = port;
    this.environment = {
      PATH: process.env.PATH,
      HOME: home,
      JAVA_HOME: process.env.JAVA_HOME,
      ORCH_PORT: String(port),
      ORCH_UI_PORT: '0',
      ORCH_CLAUDE_BIN: join(image, 'bin/scripted-agent'),
      ORCH_LAUNCH_MEMORY: '0B',
      GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
      ...settings,
    };
  }

  /**
   * @param settings of the daemon, by the names of their environment variables
   * @param prepare puts into its home what is to be there before it starts
   */
  static async start(
    settings: Record<string, string> = {},
    prepare: (home: string) => Promise<unknown> = async () => {},
  ): Promise<Daemon> {
    const home = await mkdtemp(join(tmpdir(), 'orch-ui-'));
    await writeFile(join(home, '.gitconfig'), '[user]\n\tname = A\n\temail = a@example.org\n');
    const daemon = new Daemon(home, await freePort(), settings);
    await prepare(home);
    await daemon.orch('up');
    daemon.token = (await daemon.orch('token')).trim();
    return daemon;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What the command printed. */
  async orch(...args: string[]): Promise<string> {
    const { stdout } = await run(join(image, 'bin/orch'), args, {
      env: this.environment,
      cwd: this.home,
      timeout: COMMAND_MS,
    });
    return stdout;
  }

  /** A registered project with these files by their paths, or with a few. */
  async project(name: string, files: Record<string, string> = few, settings?: object): Promise<string> {
    const folder = join(this.home, name);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const git = (...args: string[]) => run('git', args, { cwd: folder, env: this.environment });
    await git('init', '-q', '-b', 'main');
    await git('add', '-A');
    await git('commit', '-qm', 'First');
    await this.ask('POST', '/projects', { path: folder, settings });
    return folder;
  }

  /**
   * Starts a session.
   *
   * @param script what the scripted agent does, in double brackets, behind the title's line
   * @returns its id
   */
  async send(action: string, project: string, title: string, script: string): Promise<string> {
    const prompt = `${title}\n${script}`;
    const command = await this.ask<{ session: Session }>('POST', '/commands', {
      agent: 'claude',
      action,
      project,
      prompt,
    });
    return command.session.id;
  }

  session(id: string): Promise<Session> {
    return this.ask('GET', `/sessions/${id}`);
  }

  /** Waits, for a bounded time, until the session is in this state. */
  async until(id: string, state: keyof typeof states): Promise<void> {
    await expect
      .poll(async () => (await this.session(id)).state, { timeout: PATIENCE_MS, intervals: [50] })
      .toBe(states[state]);
  }

  /** Asks the API, as any script would. */
  async ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** Everything that the log holds of a session, as text. */
  async log(id: string): Promise<string> {
    return JSON.stringify(await this.ask('GET', `/events?session=${id}&limit=500`));
  }

  /** An address that lets a page in, once. */
  async loginUrl(path = '/'): Promise<string> {
    const { url } = await this.ask<{ url: string }>('POST', '/login-codes', {});
    return `${this.url}${path}${new URL(url).hash}`;
  }

  /** The same as `orch ui` prints it, which is at the port of the pages. */
  async link(): Promise<string> {
    const link = (await this.orch('ui', '--print')).match(/http\S+#code=\S+/)?.[0];
    if (!link) throw new Error('orch ui printed no link');
    return link;
  }

  async kill9(): Promise<void> {
    const { pid } = await this.ask<{ pid: number }>('GET', '/health');
    process.kill(pid, 'SIGKILL');
  }

  async up(): Promise<void> {
    await this.orch('up');
  }

  /** Ends the daemon and its agents, and takes its folder away. */
  async end(): Promise<void> {
    await this.orch('down', '--all').catch(() => {});
    await rm(this.home, { recursive: true, force: true });
  }
}

/** The daemon has to come back at the same port, so it is chosen before it starts. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}
