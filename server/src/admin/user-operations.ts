/** @module What openapi.json says of users. */
import type { ApiWords } from "../http/api-words.js";

const PASSWORD_ERRORS = ["sign_in.password_short", "sign_in.password_long", "sign_in.password_common"] as const;

export const userOperations = {
  "GET /api/users": {
    id: "listUsers",
    summary: "List and find users",
    description:
      "By status, and by what one of number, address, user name and name begins with. A search that matches many users and shows few may bring a short page whose `next` goes on.",
    success: { 200: "A page of users, newest first; `next` is the `after` of the next one." },
    errors: ["request.invalid"],
  },
  "GET /api/users.csv": {
    id: "exportUsers",
    summary: "Download users as a table",
    description:
      "All that a search finds, for a spreadsheet: UTF-8 with a byte order mark, each cell a text in quotes; what would be a formula there, and the `+` of a number, has an apostrophe before it. Programs read the list instead.",
    success: { 200: "The table, newest first." },
    errors: ["request.invalid"],
  },
  "POST /api/users": {
    id: "createUser",
    summary: "Make a user",
    description:
      "For people who are brought along. With one identifier of a kind at most; one that somebody has is refused.",
    body: { name: "김하늘", language: "ko", identifiers: [{ kind: "phone", value: "+821012345678", verified: true }] },
    success: { 201: "The user." },
    errors: ["user.identifier_taken", ...PASSWORD_ERRORS],
  },
  "GET /api/users/{sid}": {
    id: "fetchUser",
    summary: "Fetch a user",
    success: { 200: "The user." },
    errors: ["request.invalid", "user.not_found"],
  },
  "PATCH /api/users/{sid}": {
    id: "updateUser",
    summary: "Change a user's name and language",
    description: "What is absent stays, `null` clears.",
    body: { name: "김하늘", language: null },
    success: { 200: "The user as it is now." },
    errors: ["request.changed_meanwhile", "user.not_found"],
  },
  "DELETE /api/users/{sid}": {
    id: "deleteUser",
    summary: "Delete a user",
    description:
      "Ends their sessions at once, and forgets their numbers and addresses wherever they are kept. The audit log keeps what happened to an identifier that means nothing any more.",
    success: { 204: "They are gone." },
    errors: ["request.invalid", "user.not_found", "console.last_admin"],
  },
  "POST /api/users/{sid}/suspend": {
    id: "suspendUser",
    summary: "Suspend a user",
    description: "Ends their sessions at once, everywhere; signing in is refused. Again changes nothing.",
    success: { 200: "The user as it is now." },
    errors: ["user.not_found", "console.last_admin"],
  },
  "POST /api/users/{sid}/resume": {
    id: "resumeUser",
    summary: "Let a suspended user sign in again",
    success: { 200: "The user as it is now." },
    errors: ["user.not_found"],
  },
  "POST /api/users/{sid}/identifiers": {
    id: "addIdentifier",
    summary: "Add an identifier to a user",
    description: "The same one again with `verified` vouches for it.",
    body: { kind: "email", value: "sky@example.com", verified: true },
    success: { 200: "The user has it already.", 201: "The identifier." },
    errors: ["user.not_found", "user.identifier_exists", "user.identifier_taken"],
  },
  "DELETE /api/users/{sid}/identifiers/{identifierSid}": {
    id: "deleteIdentifier",
    summary: "Remove an identifier from a user",
    success: { 204: "It is gone, and forgotten wherever it is kept." },
    errors: ["request.invalid", "user.not_found", "user.identifier_not_found", "user.last_identifier"],
  },
  "GET /api/users/{sid}/social": {
    id: "listSocialConnections",
    summary: "List a user's accounts at social providers",
    success: { 200: "The accounts that they sign in with, the oldest first." },
    errors: ["request.invalid", "user.not_found"],
  },
  "DELETE /api/users/{sid}/social/{connectionSid}": {
    id: "deleteSocialConnection",
    summary: "Disconnect a user from a social provider",
    description: "Where we can, the connection is ended at the provider too.",
    success: { 204: "It is no way into the account any more." },
    errors: ["request.invalid", "user.not_found", "user.connection_not_found", "user.last_identifier"],
  },
  "GET /api/users/{sid}/passkeys": {
    id: "listPasskeys",
    summary: "List a user's passkeys",
    success: { 200: "The oldest first." },
    errors: ["request.invalid", "user.not_found"],
  },
  "DELETE /api/users/{sid}/passkeys/{passkeySid}": {
    id: "deletePasskey",
    summary: "Remove a user's passkey",
    description: "Sessions that it has opened stay.",
    success: { 204: "It opens nothing any more." },
    errors: ["request.invalid", "user.not_found", "passkey.not_found"],
  },
  "PUT /api/users/{sid}/password": {
    id: "setPassword",
    summary: "Set a user's password",
    description: "Their sessions stay.",
    body: { password: "correct horse battery staple" },
    success: { 204: "It is set." },
    errors: ["user.not_found", ...PASSWORD_ERRORS],
  },
  "DELETE /api/users/{sid}/password": {
    id: "deletePassword",
    summary: "Take a user's password away",
    success: { 204: "There is none." },
    errors: ["request.invalid", "user.not_found"],
  },
  "GET /api/users/{sid}/totp": {
    id: "fetchTotp",
    summary: "Look at a user's authenticator app",
    success: { 200: "Since when there is one, when it was used last, and how many recovery codes are left." },
    errors: ["request.invalid", "user.not_found", "user.totp_not_found"],
  },
  "DELETE /api/users/{sid}/totp": {
    id: "removeTotp",
    summary: "Remove a user's authenticator app and recovery codes",
    description: "For somebody who has lost both. Find out first that it is they who ask.",
    success: { 204: "They are gone." },
    errors: ["request.invalid", "user.not_found", "user.totp_not_found"],
  },
  "GET /api/users/{sid}/sessions": {
    id: "listSessions",
    summary: "List where a user is signed in",
    success: { 200: "The hundred used last, the last one first." },
    errors: ["request.invalid", "user.not_found"],
  },
  "DELETE /api/users/{sid}/sessions": {
    id: "endSessions",
    summary: "Sign a user out everywhere",
    success: { 204: "There are none." },
    errors: ["request.invalid", "user.not_found"],
  },
  "DELETE /api/users/{sid}/sessions/{sessionSid}": {
    id: "endSession",
    summary: "End one session of a user",
    success: { 204: "It has ended." },
    errors: ["request.invalid", "user.not_found", "user.session_not_found"],
  },
  "GET /api/users/{sid}/consents": {
    id: "listConsents",
    summary: "List what a user agreed to",
    success: { 200: "The newest word on each item." },
    errors: ["request.invalid", "user.not_found"],
  },
} as const satisfies ApiWords["operations"];
