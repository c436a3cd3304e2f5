/** @module Failures of files with a deployment's settings. */
import type { ErrorEntries } from "./entry.js";

export const settingsErrors = {
  "settings.file_invalid": {
    status: 400,
    en: "The file with the settings does not fit: {parameter} {problem}.",
    ko: "설정 파일이 맞지 않습니다: {parameter} {problem}.",
  },
  "settings.secrets_missing": {
    status: 422,
    en: "The file names secrets that this deployment does not have. `problems` lists them: give each a value.",
    ko: "파일이 가리키는 비밀 값이 이 배포에 없습니다. `problems`에 있는 값을 모두 함께 보내 주세요.",
  },
  "settings.secret_unopened": {
    status: 400,
    en: "A sealed secret of the file does not open here: {parameter} {problem}. `problems` lists all of them.",
    ko: "파일에 암호화된 비밀 값을 여기서 열 수 없습니다: {parameter} {problem}. `problems`에 모두 있습니다.",
  },
  "settings.import_key_invalid": {
    status: 400,
    en: "{parameter} is no import key. Copy it whole from `munjigi import-key` or `GET /api/settings/import-key` of the deployment that is to have the file.",
    ko: "{parameter}는 가져오기 키가 아닙니다. 파일을 가져올 배포의 `munjigi import-key`나 `GET /api/settings/import-key`에서 전체를 복사하세요.",
  },
  "settings.busy": {
    status: 409,
    en: "Another import is under way. Nothing was changed; try again in a moment.",
    ko: "다른 가져오기가 진행 중입니다. 바뀐 것은 없습니다. 잠시 뒤 다시 시도하세요.",
  },
  "settings.import_not_found": {
    status: 404,
    en: "There is no such import. The last 100 are kept.",
    ko: "해당 가져오기가 없습니다. 최근 100개를 보관합니다.",
  },
  "settings.already_undone": {
    status: 409,
    en: "This import was undone already.",
    ko: "이미 되돌린 가져오기입니다.",
  },
  "settings.not_newest": {
    status: 409,
    en: "A later import is still in force. Undo that one first.",
    ko: "나중에 한 가져오기가 남아 있습니다. 그것부터 되돌리세요.",
  },
} as const satisfies ErrorEntries;
