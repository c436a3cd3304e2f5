const date = new Date("2026-11-22T00:00:00Z");
function builtIn(number, friendlyName, ko, en) {
    return {
        sid: `HJ${number.toString().padStart(32, "0")}`,
        friendlyName,
        translations: [
            { locale: "en", text: en, isDefault: true },
            { locale: "ko", text: ko, isDefault: false },
        ],
        createdAt: date,
        updatedAt: date,
        builtIn: true,
    };
}
export const builtInTemplates = [
    builtIn(1, "Verification", "[{{friendly_name}}] 인증번호 [{{code}}]", "Your {{friendly_name}} verification code is: {{code}}"),
    builtIn(2, "Verification, do not share", "[{{friendly_name}}] 인증번호 [{{code}}] 타인에게 알려주지 마세요.", "Your {{friendly_name}} verification code is: {{code}}. Don't share it with anyone."),
    // https://wicg.github.io/sms-one-time-codes/
    builtIn(3, "Verification, for one domain", "[{{friendly_name}}] 인증번호 [{{code}}]\n\n@{{domain}} #{{code}}", "{{code}} is your {{friendly_name}} code.\n\n@{{domain}} #{{code}}"),
];
//# sourceMappingURL=built-in-templates.js.map