/** Sends one command that had waited, and tells how it ended. */

import { signInPath } from "./notices.js";
import { token } from "./post.js";

const PATIENCE = 15_000;
const AGAIN = [408, 425, 429]; // and whatever the server says of its own failures

/**
 * Return { end, message }, where `end` is "done", "refused" (for ever), "signed-out" or
 * "failed" (send it again, with the same key).
 */
export async function deliver(url, fields, key) {
  const headers = { "Idempotency-Key": key, "X-CSRFToken": token(), "HX-Request": "true" };
  const body = new URLSearchParams(fields);
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    return await judge(await fetch(url, { method: "POST", headers, body, signal }));
  } catch {
    return { end: "failed" };
  }
}

async function judge(response) {
  const { status, redirected, ok } = response;
  if (redirected) return { end: response.url.includes(signInPath()) ? "signed-out" : "failed" };
  if (ok) return { end: "done" };
  if (status === 401) return { end: "signed-out" };
  if (status >= 500 || AGAIN.includes(status)) return { end: "failed" };
  const isSaid = response.headers.get("Content-Type")?.startsWith("text/plain");
  if (isSaid) return { end: "refused", message: await response.text() };
  // A 403 without a sentence is Django's: the token died with the sign-in.
  return { end: status === 403 ? "signed-out" : "refused" };
}
