CREATE TABLE "notices" (
	"sid" text PRIMARY KEY NOT NULL,
	"service_sid" text NOT NULL,
	"recipient" text,
	"country" text NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"locale" text NOT NULL,
	"brand" text NOT NULL,
	"values" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "verification_sid" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "notice_sid" text;--> statement-breakpoint
CREATE INDEX "notices_recipient" ON "notices" USING btree ("recipient","created_at") WHERE recipient is not null;--> statement-breakpoint
-- Not checked on the rows there are: each has a verification, and reading them all would hold up whoever sends meanwhile.
ALTER TABLE "messages" ADD CONSTRAINT "messages_one_subject" CHECK (num_nonnulls(verification_sid, notice_sid) = 1) NOT VALID;