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
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"forget_when_sent" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"sid" text PRIMARY KEY NOT NULL,
	"user_sid" text NOT NULL,
	"token_hash" text NOT NULL,
	"amr" jsonb NOT NULL,
	"auth_time" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"device" text NOT NULL,
	"restricted_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "flows" (
	"sid" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"browser_hash" text NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"service_sid" text NOT NULL,
	"user_sid" text,
	"session_sid" text,
	"recipient" text,
	"channel" text,
	"country" text,
	"purpose" text,
	"return_to" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"sid" text PRIMARY KEY NOT NULL,
	"user_sid" text NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"verified_at" timestamp with time zone,
	"proved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "known_devices" (
	"user_sid" text NOT NULL,
	"browser_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "known_devices_user_sid_browser_hash_pk" PRIMARY KEY("user_sid","browser_hash")
);
--> statement-breakpoint
CREATE TABLE "user_consents" (
	"user_sid" text NOT NULL,
	"item" text NOT NULL,
	"version" text NOT NULL,
	"agreed" boolean NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_consents_user_sid_item_at_pk" PRIMARY KEY("user_sid","item","at")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"sid" text PRIMARY KEY NOT NULL,
	"name" text,
	"language" text,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"suspended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "verification_sid" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "notice_sid" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flows" ADD CONSTRAINT "flows_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flows" ADD CONSTRAINT "flows_session_sid_sessions_sid_fk" FOREIGN KEY ("session_sid") REFERENCES "public"."sessions"("sid") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identifiers" ADD CONSTRAINT "identifiers_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_consents" ADD CONSTRAINT "user_consents_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_recipient" ON "notices" USING btree ("recipient","created_at") WHERE recipient is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_sid");--> statement-breakpoint
CREATE UNIQUE INDEX "flows_waiting" ON "flows" USING btree ("browser_hash","kind","recipient") WHERE state = 'code' and ended_at is null;--> statement-breakpoint
CREATE INDEX "flows_used" ON "flows" USING btree ("used_at");--> statement-breakpoint
CREATE INDEX "flows_user" ON "flows" USING btree ("user_sid");--> statement-breakpoint
CREATE INDEX "flows_session" ON "flows" USING btree ("session_sid");--> statement-breakpoint
CREATE UNIQUE INDEX "identifiers_value" ON "identifiers" USING btree ("kind","value" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "identifiers_user" ON "identifiers" USING btree ("user_sid");--> statement-breakpoint
CREATE INDEX "users_name" ON "users" USING btree (lower("name") text_pattern_ops) WHERE name is not null;--> statement-breakpoint
CREATE INDEX "users_suspended" ON "users" USING btree ("sid") WHERE suspended_at is not null;--> statement-breakpoint
-- Not checked on the rows there are: each has a verification, and reading them all would hold up whoever sends meanwhile.
ALTER TABLE "messages" ADD CONSTRAINT "messages_one_subject" CHECK (num_nonnulls(verification_sid, notice_sid) = 1) NOT VALID;