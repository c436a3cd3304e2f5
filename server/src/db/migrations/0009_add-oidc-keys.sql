ALTER TABLE "signing_keys" DROP CONSTRAINT "signing_keys_generation_unique";--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "algorithm" text DEFAULT 'ES256' NOT NULL;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD CONSTRAINT "signing_keys_generation" UNIQUE("algorithm","generation");