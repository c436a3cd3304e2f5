DROP INDEX "connectors_one_active";--> statement-breakpoint
DROP INDEX "connectors_one_standby";--> statement-breakpoint
ALTER TABLE "connectors" ADD COLUMN "failure_code" text;--> statement-breakpoint
ALTER TABLE "connectors" ADD COLUMN "failure_reason" text;--> statement-breakpoint
ALTER TABLE "connectors" ADD COLUMN "failed_version_id" text;--> statement-breakpoint
ALTER TABLE "connectors" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "connectors_one_active" ON "connectors" USING btree ("type") WHERE status = 'active' and type <> 'Social';--> statement-breakpoint
CREATE UNIQUE INDEX "connectors_one_standby" ON "connectors" USING btree ("type") WHERE status = 'standby' and type <> 'Social';