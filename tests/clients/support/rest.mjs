/** Bare REST calls, for what the SDK has no call for and for judging raw answers. */
export function createRest(url, credentials) {
  const tokens = {
    organization: `${credentials.SOS_AUTH_CLIENT_ID}:${credentials.SOS_AUTH_SECRET}`,
    account: `${credentials.SOS_API_IDENTIFICATION}:${credentials.SOS_API_SECURITY_TOKEN}`,
  };
  return async function call(method, path, { body, as = 'organization', headers = {} } = {}) {
    const auth = tokens[as] ?? as;
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', ...(auth && { 'x-auth': auth }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined,
    };
  };
}
