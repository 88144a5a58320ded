/** Calls that read one variable: the first argument is its name. */
export const VARIABLE_READERS: ReadonlySet<string> = new Set([
  'os.getenv',
  'os.environ.get',
  'os.environ.pop',
  'os.environ.setdefault',
  'decouple.config',
  'starlette.config.Config',
  'environ.Env',
  'django.conf.settings.get',
  'streamlit.secrets.get',
]);
/** What a subscript of reads one variable. */
export const VARIABLE_MAPPINGS: ReadonlySet<string> = new Set(['os.environ', 'dotenv.dotenv_values', 'streamlit.secrets']);
/** What keeps values from one run of a page to the next. */
export const SESSION_STATE = 'streamlit.session_state';
