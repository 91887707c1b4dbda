/**
 * Waits for observable state: calls `look` until it returns something truthy, and returns that.
 * A throwing `look` counts as "not yet"; its last error is shown when the deadline passes.
 */
export async function eventually(description, look, { timeout = 30_000, interval = 200 } = {}) {
  const deadline = Date.now() + timeout;
  for (;;) {
    let seen;
    try {
      seen = await look();
      if (seen) return seen;
    } catch (error) {
      seen = error;
    }
    if (Date.now() >= deadline) {
      throw new Error(`not within ${timeout} ms: ${description}; last seen: ${describe(seen)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}

function describe(value) {
  return value instanceof Error ? value.message : JSON.stringify(value);
}
