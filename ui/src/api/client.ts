import createClient, { type Middleware } from 'openapi-fetch';
import { token } from '../login/token';
import { Problem } from './problem';
import type { components, paths } from './schema';
import { answerCame, keyFor } from './sending';

/** The records of the wire, by their names in the API's document. */
export type Wire = components['schemas'];
export type Session = Wire['SessionView'];
export type Project = Wire['ProjectView'];
export type Agent = Wire['AgentView'];
export type InputRequest = Wire['InputRequestView'];
export type Turn = Wire['TurnView'];
export type TranscriptEntry = Wire['TranscriptEntry'];
export type Artifact = Wire['ArtifactView'];
export type TrashEntry = Wire['TrashView'];
export type Stats = Wire['StatsView'];
export type OrchEvent = Wire['EventView'];

const entered: Middleware = {
  async onRequest({ request }) {
    const mine = token();
    if (mine) request.headers.set('authorization', `Bearer ${mine}`);
    // The same key on a second sending: what was done is answered, not done again.
    if (request.method !== 'GET' && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', await keyFor(request));
    return request;
  },
  async onResponse({ request, response }) {
    await answerCame(request, response);
  },
};

export const api = createClient<paths>({ baseUrl: location.origin });
api.use(entered);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The body of an answer that was one.
 *
 * @throws Problem what the daemon refused, or that it cannot be reached
 */
export async function answered<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await asked;
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw Problem.unreachable();
  }
  if (!answer.response.ok) throw Problem.of(answer.error, answer.response.status);
  return answer.data as T;
}
