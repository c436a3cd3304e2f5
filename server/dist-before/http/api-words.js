export {};
//# sourceMappingURL=api-words.js.map