/** Accesses the customers over HTTP. The ETag of a customer is sent back as If-Match. */

/** A refusal by the server: its status and type, its explanation, and the current customer if that has changed. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.type = problem.type;
    this.current = problem.current;
  }

  /** Whether nothing has been done, nor will be. Otherwise the same request may be repeated. */
  get isFinal() {
    return this.status < 500 && this.type !== 'tag:dynastore.io,2026:idempotency-key-in-progress';
  }
}

async function call(method, path, { body, headers } = {}) {
  const response = await fetch(path, {
    method,
    headers: body ? { 'Content-Type': 'application/json', ...headers } : headers,
    body: body && JSON.stringify(body),
    cache: 'no-store',
  });
  if (response.status === 304) {
    return null;
  }
  const reply = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refusal(response.status, reply);
  }
  return reply;
}

const at = (id) => `customers/${encodeURIComponent(id)}`;

export const page = (limit, cursor) =>
  call('GET', `customers?${new URLSearchParams({ limit, ...(cursor && { cursor }) })}`);

/** Returns the customer, or null if it has not changed. */
export const changed = ({ id, etag }) => call('GET', at(id), { headers: { 'If-None-Match': etag } });

/** Returns a key for one operation, which is sent again when the request is repeated. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join('-');

export const create = (customer, key) =>
  call('POST', 'customers', { body: customer, headers: { 'Idempotency-Key': `"${key}"` } });

export const update = ({ id, etag }, edit) => call('PUT', at(id), { body: edit, headers: { 'If-Match': etag } });

export const remove = ({ id, etag }) => call('DELETE', at(id), { headers: { 'If-Match': etag } });

export const instance = () => call('GET', 'instance');

export const resign = () => call('DELETE', 'leader');

export const report = () => call('POST', 'reports');

/** Calls a function with the latest changes, now and whenever there are others. The browser connects again by itself. */
export function onChanges(see) {
  new EventSource('changes').onmessage = ({ data }) => see(JSON.parse(data));
}
