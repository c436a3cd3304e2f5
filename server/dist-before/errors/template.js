export const templateErrors = {
    "template.unknown": {
        status: 400,
        en: "There is no template of this SID. `GET /v2/Templates` lists them.",
        ko: "해당 SID의 템플릿이 없습니다. `GET /v2/Templates`에서 확인해 주세요.",
    },
    "template.no_translation": {
        status: 400,
        en: "The template has no text for this language, and no default. Add one.",
        ko: "이 언어의 템플릿 문구도, 기본 문구도 없습니다. 문구를 추가해 주세요.",
    },
    "template.substitution_missing": {
        status: 400,
        en: "The template needs a text for `{parameter}`. Send it in `TemplateCustomSubstitutions`.",
        ko: "템플릿에 `{parameter}` 값이 필요합니다. `TemplateCustomSubstitutions`로 보내 주세요.",
    },
    "template.not_found": {
        status: 404,
        en: "There is no such template.",
        ko: "해당 템플릿이 없습니다.",
    },
    "template.in_use": {
        status: 409,
        en: "A service has this template for its default. Give the service another one first.",
        ko: "이 템플릿을 기본값으로 쓰는 서비스가 있습니다. 서비스의 기본 템플릿을 먼저 바꿔 주세요.",
    },
    "template.built_in": {
        status: 409,
        en: "This template is part of Munjigi. Make one of your own with the text you want.",
        ko: "기본 제공 템플릿은 변경할 수 없습니다. 원하는 문구로 새 템플릿을 만들어 주세요.",
    },
};
//# sourceMappingURL=template.js.map