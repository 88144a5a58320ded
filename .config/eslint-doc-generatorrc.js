/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  pathRuleDoc: 'docs/rules/{name}.md',
  pathRuleList: 'README.md',
  configEmoji: [
    ['recommended', '✅'],
    ['strict', '🔒'],
  ],
  // `typescript` and `python` are `recommended` for other files.
  ignoreConfig: ['all', 'typescript', 'python', 'deployment'],
  ruleDocTitleFormat: 'name',
  // Every page has the section, if only to say that there are none.
  ruleDocSectionOptions: false,
  ruleListColumns: ['name', 'description', 'configsError', 'fixable', 'hasSuggestions'],
};
