CREATE TABLE "send_refusals" (
	"recipient_key" text NOT NULL,
	"service_sid" text NOT NULL,
	"purpose" text NOT NULL,
	"code" text NOT NULL,
	"rule" text NOT NULL,
	"times" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "send_refusals_recipient_key_service_sid_purpose_code_rule_pk" PRIMARY KEY("recipient_key","service_sid","purpose","code","rule")
);
--> statement-breakpoint
CREATE INDEX "send_refusals_last" ON "send_refusals" USING btree ("last_at");