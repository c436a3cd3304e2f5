/**
 * Solves a proof of work (ALTCHA v2, PBKDF2/SHA-256, https://altcha.org) away from the page, which stays alive meanwhile: takes a
 * challenge, gives back what goes into `altcha`. WebCrypto needs https or localhost.
 */
addEventListener("message", async ({ data: challenge }) => {
  try {
    const { algorithm, cost, keyLength, keyPrefix, nonce, salt } = challenge.parameters;
    if (algorithm !== "PBKDF2/SHA-256") throw new Error(`cannot solve ${algorithm}`);
    const password = new Uint8Array([...fromHex(nonce), 0, 0, 0, 0]);
    const counterAt = new DataView(password.buffer, password.length - 4);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: fromHex(salt), iterations: cost };
    // 256 tries on average, some milliseconds each.
    for (let counter = 0; ; counter++) {
      counterAt.setUint32(0, counter);
      const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
      const derivedKey = toHex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
      if (!derivedKey.startsWith(keyPrefix)) continue;
      postMessage({ altcha: btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } })) });
      return;
    }
  } catch (error) {
    postMessage({ error: String(error) });
  }
});

function fromHex(text) {
  return Uint8Array.from(text.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function toHex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
