/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  pathRuleDoc: 'docs/rules/{name}.md',
  pathRuleList: 'README.md',
  configEmoji: [
    ['recommended', '✅'],
    ['strict', '🔒'],
  ],
  ignoreConfig: ['all'],
  ruleDocTitleFormat: 'name',
  // Every page has the section, if only to say that there are none.
  ruleDocSectionOptions: false,
  ruleListColumns: ['name', 'description', 'configsError', 'fixable', 'hasSuggestions'],
};
