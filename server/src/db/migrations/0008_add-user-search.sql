DROP INDEX "identifiers_value";--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "forget_when_sent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "users_name" ON "users" USING btree (lower("name") text_pattern_ops) WHERE name is not null;--> statement-breakpoint
CREATE INDEX "users_suspended" ON "users" USING btree ("sid") WHERE suspended_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "identifiers_value" ON "identifiers" USING btree ("kind","value" text_pattern_ops);