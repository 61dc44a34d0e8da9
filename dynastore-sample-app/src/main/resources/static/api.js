/** Accesses the customers over HTTP. The ETag of a customer is sent back as If-Match. */

/** A refusal by the server: its status, its explanation, and the current customer if that has changed. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.current = problem.current;
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

export const create = (customer) => call('POST', 'customers', { body: customer });

export const update = ({ id, etag }, edit) => call('PUT', at(id), { body: edit, headers: { 'If-Match': etag } });

export const remove = ({ id, etag }) => call('DELETE', at(id), { headers: { 'If-Match': etag } });

export const instance = () => call('GET', 'instance');

export const resign = () => call('DELETE', 'leader');

export const report = () => call('POST', 'reports');
