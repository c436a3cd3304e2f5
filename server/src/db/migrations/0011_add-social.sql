CREATE TABLE "social_notices" (
	"connector_id" text NOT NULL,
	"id_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "social_notices_connector_id_id_hash_pk" PRIMARY KEY("connector_id","id_hash")
);
--> statement-breakpoint
CREATE TABLE "social_revocations" (
	"sid" text PRIMARY KEY NOT NULL,
	"connector_id" text NOT NULL,
	"sealed_subject" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "social_trips" (
	"id" text PRIMARY KEY NOT NULL,
	"return_to" text,
	"answer_hash" text,
	"sealed_answer" text,
	"ticket_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"redeemed_at" timestamp with time zone,
	"landed_at" text,
	"landed_flow" text
);
--> statement-breakpoint
CREATE TABLE "social_identities" (
	"sid" text PRIMARY KEY NOT NULL,
	"user_sid" text NOT NULL,
	"connector_id" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"client_id" text NOT NULL,
	"email" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "user_consents" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "social_identities" ADD CONSTRAINT "social_identities_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "social_notices_created" ON "social_notices" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "social_revocations_due" ON "social_revocations" USING btree ("next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "social_trips_ticket" ON "social_trips" USING btree ("ticket_hash");--> statement-breakpoint
CREATE INDEX "social_trips_created" ON "social_trips" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "social_identities_subject" ON "social_identities" USING btree ("connector_id","issuer","subject");--> statement-breakpoint
CREATE INDEX "social_identities_user" ON "social_identities" USING btree ("user_sid");