/** @module What openapi.json says of the sign-in experience. */
import type { ApiWords } from "../http/api-words.js";

export const experienceOperations = {
  "GET /api/sign-in-experience": {
    id: "fetchSignInExperience",
    summary: "Fetch the sign-in experience",
    description:
      "One document: methods, what a new account needs, brand, terms, languages, lifetimes. `ETag` is its version.",
    success: { 200: "The document that holds." },
    errors: ["request.invalid"],
  },
  "PATCH /api/sign-in-experience": {
    id: "updateSignInExperience",
    summary: "Change the sign-in experience",
    description:
      "A JSON Merge Patch (RFC 7396): what is absent stays, null gives the default, lists are replaced. `If-Match` names the version you have seen. Refused where it would lock people out.",
    body: { brand: { name: "우리동네마켓", colour: "#0b6e4f" } },
    success: { 200: "The document that holds now." },
    errors: [
      "experience.version_required",
      "experience.version_changed",
      "experience.invalid",
      "experience.no_language",
      "experience.phone_code_required",
      "experience.username_has_no_code",
      "experience.method_proves_nothing",
      "experience.first_is_off",
      "experience.named_twice",
      "experience.sign_up_needs_identifier",
      "experience.sign_up_needs_proof",
      "experience.sign_up_is_no_method",
      "experience.sign_up_needs_password",
      "experience.term_reserved",
      "experience.idle_too_long",
      "experience.insecure_url",
      "experience.unknown_service",
      "experience.unknown_social",
      "experience.no_connector",
    ],
  },
  "POST /api/sign-in-experience/drafts": {
    id: "createSignInExperienceDraft",
    summary: "Keep a draft of the sign-in experience",
    description:
      "A whole document, as it would hold. Nothing changes: the draft can be looked at for a day. It may need connectors that are not active yet.",
    body: { brand: { name: "우리동네마켓" } },
    success: { 201: "The draft's identifier." },
    errors: ["experience.invalid", "experience.unknown_social"],
  },
  "GET /api/sign-in-experience/colours": {
    id: "fetchSignInColours",
    summary: "Show how a colour reads on the pages",
    success: { 200: "The tones made of it, in light and dark, with their contrast." },
    errors: ["request.invalid"],
  },
} as const satisfies ApiWords["operations"];
