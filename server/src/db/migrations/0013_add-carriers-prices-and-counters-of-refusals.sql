ALTER TABLE "verification_hours" DROP CONSTRAINT "verification_hours_hour_service_sid_country_connector_pk";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "price_class" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "carrier" text;--> statement-breakpoint
ALTER TABLE "verification_hours" ADD COLUMN "carrier" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "verification_hours" ADD COLUMN "spent" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "refusal_hours" ADD COLUMN "countries" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "send_refusals" ADD COLUMN "counter" text;--> statement-breakpoint
CREATE UNIQUE INDEX "verification_hours_group" ON "verification_hours" USING btree ("hour","service_sid","country","connector","carrier");