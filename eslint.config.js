import sonarjs from 'eslint-plugin-sonarjs';
import tseslint from 'typescript-eslint';

const forbiddenNames = {
  selector: 'Identifier[name=/(Manager|Service|Helper|Util|Utils|Common)$/]',
  message: 'Name what it is or does: Manager, Service, Helper, Util and Common say nothing.',
};

export default tseslint.config(
  { ignores: ['node_modules/', '.redress/', '**/*.js', '**/*.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { sonarjs },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          ignoreRestSiblings: true,
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
        },
      ],
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 230, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      'max-params': ['error', 5],
      'no-restricted-syntax': [
        'error',
        forbiddenNames,
        { selector: 'ExportDefaultDeclaration', message: 'One named export a file.' },
      ],
      'sonarjs/cognitive-complexity': ['error', 12],
    },
  },
  {
    files: ['test/**', 'bench/**', '**/*.config.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', forbiddenNames],
    },
  },
);
