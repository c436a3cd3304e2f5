DROP INDEX "messages_due";--> statement-breakpoint
CREATE INDEX "messages_due_of_channel" ON "messages" USING btree ("channel","next_at") WHERE status in ('queued', 'sending');