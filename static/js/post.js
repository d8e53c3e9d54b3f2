/** One command sent by a module rather than by a button, and how it ended. */

import { signInPath } from "./notices.js";

const PATIENCE = 15_000;

/**
 * Send `fields` under an idempotency key. Return { end, facts, message }, where `end` is
 * "done", "refused" (a person must act), "signed-out" or "failed" (send it again).
 */
export async function post(url, fields, key) {
  const headers = { "Idempotency-Key": key, "X-CSRFToken": token() };
  const body = new URLSearchParams(fields); // leaves line ends as they were typed
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal });
    return await judge(response);
  } catch {
    return { end: "failed" };
  }
}

async function judge(response) {
  if (response.redirected && response.url.includes(signInPath())) {
    return { end: "signed-out" };
  }
  if (response.ok && !response.redirected) {
    return { end: "done", facts: await response.json() };
  }
  const isSaid = response.headers.get("Content-Type")?.startsWith("text/plain");
  const isFinal = [400, 403, 404, 409, 413].includes(response.status);
  if (isFinal && isSaid) return { end: "refused", message: await response.text() };
  // A 403 without a sentence is Django's: the token died with the sign-in.
  return { end: response.status === 403 ? "signed-out" : "failed" };
}

/** Return the token of the cookie, which is fresh even after signing in elsewhere. */
export function token() {
  const cookie = /(?:^|; )(?:__Host-csrf|csrftoken)=([^;]+)/.exec(document.cookie);
  if (cookie) return cookie[1];
  const headers = document.body.getAttribute("hx-headers") ?? "{}";
  return JSON.parse(headers)["X-CSRFToken"] ?? "";
}
