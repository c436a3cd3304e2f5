// The one deployment every Munjigi process of a benchmark runs as: fixed keys, so that the load generator can derive codes.
export const secretKey = `k1:${Buffer.alloc(32, 7).toString("base64")}`;
export const accountSid = "AC00000000000000000000000000000001";
export const serviceSid = "VA00000000000000000000000000000001";
export const codeLength = 6;

const authToken = "bench-auth-token-0123456789abcdef";

export const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;

export const adminToken = "bench-admin-token-0123456789abcdef";

/** The environment of a server process; all else stays at its default. */
export const environment = {
  MUNJIGI_SECRET_KEY: secretKey,
  MUNJIGI_ACCOUNT_SID: accountSid,
  MUNJIGI_AUTH_TOKEN: authToken,
  MUNJIGI_SERVICE_SID: serviceSid,
  MUNJIGI_ADMIN_TOKEN: adminToken,
};

const FIRST = 20_000_000;
const SPAN = 30_000_000;

/** The n-th Korean mobile number: no two alike below 30 million, and not in order, as callers are not. */
export const phoneNumber = (n) => `+8210${FIRST + ((n * 7_368_787) % SPAN)}`;
