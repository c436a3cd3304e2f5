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
export declare const serviceDefaults: Omit<ServiceSettings, "friendlyName">;
export {};
