/** @module What a service is, and what it is when nothing was said. */
import type { CountryCode } from "../phone.js";
import type { services } from "./schema.js";

type Row = typeof services.$inferSelect;

export type Service = Omit<Row, "deletedAt" | "defaultCountry" | "allowedCountries"> & {
  defaultCountry: CountryCode;
  allowedCountries: CountryCode[];
};

/** Everything about a service that can be set. */
export type ServiceSettings = Omit<Service, "sid" | "createdAt" | "updatedAt">;

export const serviceDefaults: Omit<ServiceSettings, "friendlyName"> = {
  codeLength: 6,
  lookupEnabled: false,
  psd2Enabled: false,
  skipSmsToLandlines: false,
  dtmfInputRequired: true,
  ttsName: null,
  doNotShareWarningEnabled: false,
  customCodeEnabled: false,
  defaultTemplateSid: null,
  verifyEventSubscriptionEnabled: false,
  push: { include_date: false, apn_credential_sid: null, fcm_credential_sid: null },
  totp: { issuer: null, time_step: 30, code_length: 6, skew: 1 },
  whatsapp: { msg_service_sid: null, from: null },
  passkeys: {
    relying_party: { id: null, name: null, origins: null },
    authenticator_attachment: null,
    discoverable_credentials: null,
    user_verification: null,
  },
  defaultCountry: "KR",
  allowedCountries: ["KR"],
  defaultLocale: null,
  codeTtlSeconds: 600,
  resendPolicy: "same_code",
  resendWaits: null,
  webOtpHost: null,
  limits: {},
};
