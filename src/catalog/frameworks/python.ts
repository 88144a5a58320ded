import type { ArgumentPath } from '../../model/catalog/place.js';

/** A framework whose decorated functions are an end: whatever they let through, no caller of the project sees. */
export interface PythonFramework {
  readonly id: string;
  /** Dotted names of the modules that export what follows, sub-modules included. */
  readonly packages: readonly string[];
  /** Names whose construction (or whose type) is an app, a router, a bot. */
  readonly apps: readonly string[];
  /** Methods of an app that register the function they decorate, dotted below members: `get`, `tree.command`. */
  readonly decorators: readonly string[];
  /** Exported decorators that register a function: `shared_task`. */
  readonly functions: readonly string[];
  /** Methods of an app that set a handler for a class of exceptions, as decorator or call: `exception_handler(Exception)`. */
  readonly errorHandlers: readonly string[];
  /** Exported classes by the methods of their subclasses that are handlers: `class Chat(Resource): def post(self)`. */
  readonly bases?: Readonly<Record<string, readonly string[]>>;
  readonly end: PythonEnd;
  /** A function that calls the next handler, `call_next`, is around all routes, and may catch what they let through. */
  readonly hasMiddleware?: true;
  /** A queue that runs a failed task again. */
  readonly retries?: TaskRetries;
}

/** When a queue runs a failed task again: the option of its decorator that says so. */
export interface TaskRetries {
  readonly option: ArgumentPath;
  /** The option holds the classes of exceptions after which it does; otherwise a number, a policy, or `True`. */
  readonly isClasses?: true;
  /** It does so without the option, too. */
  readonly byDefault?: true;
}

/** Modules whose functions, constructors and methods take callbacks. */
export interface PythonCallbackTaker {
  readonly packages: readonly string[];
  /** The places of callbacks by the name that is called last: `{ Thread: ['target|1'] }`, `{ click: ['fn|0'] }` of what a constructor made. */
  readonly takes: Readonly<Record<string, readonly ArgumentPath[]>>;
  readonly end: PythonEnd;
}

/** A server answers with an error (`route`), a loop, a thread or a queue logs it and goes on (`event`), or the process ends (`top-level`). */
export type PythonEnd = 'route' | 'event' | 'top-level';

const HTTP = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

function framework(id: string, end: PythonEnd, rest: Partial<Omit<PythonFramework, 'id' | 'end'>>): PythonFramework {
  return { id, packages: [id], apps: [], decorators: [], functions: [], errorHandlers: [], end, ...rest };
}

const of = (names: readonly string[], methods: readonly string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(names.map((name) => [name, methods]));

/** Web frameworks, bots, queues and command lines. Names: the packages' source; versions beside them. */
export const PYTHON_FRAMEWORKS: readonly PythonFramework[] = [
  // fastapi 0.165.0, starlette 1.10.0
  framework('fastapi', 'route', {
    packages: ['fastapi', 'starlette'],
    apps: ['FastAPI', 'APIRouter', 'Starlette', 'Router'],
    decorators: [...HTTP, 'api_route', 'route', 'websocket', 'websocket_route', 'on_event', 'middleware'],
    errorHandlers: ['exception_handler', 'add_exception_handler'],
    bases: of(['HTTPEndpoint'], HTTP),
    hasMiddleware: true,
  }),
  // flask 3.1.3, flask-restful, flask-restx; quart 0.22.0 is made after it
  framework('flask', 'route', {
    packages: ['flask', 'quart', 'flask_openapi3', 'flask_restful', 'flask_restx'],
    apps: ['Flask', 'Blueprint', 'Quart', 'OpenAPI', 'APIBlueprint'],
    decorators: [
      ...HTTP,
      'route',
      'websocket',
      'endpoint',
      'before_request',
      'after_request',
      'before_app_request',
      'before_serving',
      'after_serving',
    ],
    errorHandlers: ['errorhandler', 'register_error_handler', 'app_errorhandler'],
    bases: of(['MethodView', 'Resource'], HTTP),
  }),
  // sanic 25.12.1
  framework('sanic', 'route', {
    apps: ['Sanic', 'Blueprint'],
    decorators: [
      ...HTTP,
      'route',
      'websocket',
      'listener',
      'before_server_start',
      'after_server_start',
      'before_server_stop',
      'middleware',
      'on_request',
      'on_response',
      'signal',
    ],
    errorHandlers: ['exception'],
  }),
  // litestar 2.25.0: its handlers are decorated by functions, and its error handlers given to the app
  framework('litestar', 'route', { functions: [...HTTP, 'route', 'websocket', 'websocket_listener', 'websocket_stream', 'asgi'] }),
  // aiohttp 3.14.5
  framework('aiohttp', 'route', {
    packages: ['aiohttp.web'],
    apps: ['RouteTableDef'],
    decorators: [...HTTP, 'route', 'view'],
    functions: ['middleware'],
    bases: of(['View'], HTTP),
  }),
  // bottle 0.13.4: a default app behind functions
  framework('bottle', 'route', {
    apps: ['Bottle'],
    decorators: [...HTTP, 'route'],
    functions: ['get', 'post', 'put', 'patch', 'delete', 'route'],
    errorHandlers: ['error'],
  }),
  // robyn 0.88.0
  framework('robyn', 'route', {
    apps: ['Robyn', 'SubRouter'],
    decorators: [...HTTP, 'before_request', 'after_request', 'websocket', 'startup_handler'],
    errorHandlers: ['exception'],
  }),
  // django, djangorestframework 3.18.3, django-ninja 1.7.1
  framework('django', 'route', {
    packages: ['django.views.decorators', 'django.contrib.auth.decorators'],
    functions: [
      'csrf_exempt',
      'require_http_methods',
      'require_GET',
      'require_POST',
      'require_safe',
      'condition',
      'never_cache',
      'login_required',
    ],
  }),
  framework('django-views', 'route', {
    packages: ['django.views'],
    bases: of(['View', 'TemplateView', 'FormView', 'DetailView', 'ListView'], HTTP),
  }),
  framework('rest_framework', 'route', {
    functions: ['api_view', 'action'],
    bases: {
      ...of(['APIView', 'GenericAPIView'], HTTP),
      ...of(['ViewSet', 'GenericViewSet', 'ModelViewSet'], ['list', 'create', 'retrieve', 'update', 'partial_update', 'destroy']),
    },
  }),
  framework('ninja', 'route', {
    apps: ['NinjaAPI', 'Router'],
    decorators: ['get', 'post', 'put', 'patch', 'delete', 'api_operation'],
    errorHandlers: ['exception_handler'],
  }),
  // tornado 6.6.1, and the standard library
  framework('tornado', 'route', {
    packages: ['tornado.web', 'tornado.websocket'],
    bases: { RequestHandler: HTTP, WebSocketHandler: ['open', 'on_message', 'on_close'] },
  }),
  framework('http.server', 'route', {
    packages: ['http.server', 'socketserver'],
    bases: {
      BaseHTTPRequestHandler: ['do_GET', 'do_POST', 'do_PUT', 'do_DELETE', 'do_PATCH', 'do_HEAD', 'do_OPTIONS'],
      SimpleHTTPRequestHandler: ['do_GET', 'do_POST'],
      BaseRequestHandler: ['handle'],
      StreamRequestHandler: ['handle'],
    },
  }),
  framework('threading', 'event', { bases: { Thread: ['run'] } }),
  // mcp 1 (FastMCP, Server), mcp 2.3.0 (MCPServer), fastmcp 2
  framework('mcp', 'route', {
    packages: ['mcp', 'fastmcp'],
    apps: ['FastMCP', 'MCPServer', 'Server'],
    decorators: ['tool', 'resource', 'prompt', 'custom_route', 'call_tool', 'get_prompt', 'read_resource', 'list_tools'],
  }),
  // modal 1.6.4: a function that answers HTTP
  framework('modal', 'route', { functions: ['fastapi_endpoint', 'web_endpoint'] }),
  // celery 5.7.0
  framework('celery', 'event', {
    apps: ['Celery'],
    decorators: ['task'],
    functions: ['shared_task'],
    retries: { option: 'autoretry_for', isClasses: true },
  }),
  // dramatiq 2.2.1, rq 3.0.0, huey 3.5.4, taskiq, faststream
  framework('dramatiq', 'event', { functions: ['actor'], retries: { option: 'max_retries', byDefault: true } }),
  framework('rq', 'event', { functions: ['job'], retries: { option: 'retry' } }),
  framework('huey', 'event', {
    apps: ['Huey', 'RedisHuey', 'SqliteHuey', 'MemoryHuey', 'FileHuey', 'PriorityRedisHuey'],
    decorators: ['task', 'periodic_task', 'context_task'],
    retries: { option: 'retries' },
  }),
  framework('taskiq', 'event', {
    packages: ['taskiq', 'taskiq_redis', 'taskiq_nats'],
    apps: ['InMemoryBroker', 'ListQueueBroker', 'ZeroMQBroker'],
    decorators: ['task'],
    retries: { option: 'retry_on_error' },
  }),
  framework('faststream', 'event', { apps: ['KafkaBroker', 'RabbitBroker', 'NatsBroker', 'RedisBroker'], decorators: ['subscriber'] }),
  // discord.py 2.7.1, slack-bolt 1.30.0, aiogram 3.31.0, pyTelegramBotAPI 4.37.1, pyrogram, telethon
  framework('discord', 'event', {
    packages: ['discord', 'nextcord', 'disnake'],
    apps: ['Client', 'AutoShardedClient', 'Bot', 'AutoShardedBot', 'CommandTree'],
    decorators: [
      'event',
      'listen',
      'command',
      'group',
      'hybrid_command',
      'hybrid_group',
      'slash_command',
      'tree.command',
      'tree.context_menu',
    ],
    functions: ['command', 'group', 'hybrid_command', 'loop', 'slash_command'],
  }),
  framework('slack_bolt', 'event', {
    apps: ['App', 'AsyncApp'],
    decorators: ['event', 'message', 'command', 'action', 'view', 'shortcut', 'options', 'function', 'block_action', 'view_submission'],
    errorHandlers: ['error'],
  }),
  framework('aiogram', 'event', {
    apps: ['Dispatcher', 'Router'],
    decorators: [
      'message',
      'edited_message',
      'callback_query',
      'inline_query',
      'channel_post',
      'business_message',
      'message.register',
      'callback_query.register',
    ],
    errorHandlers: ['error', 'errors'],
  }),
  framework('telebot', 'event', {
    apps: ['TeleBot', 'AsyncTeleBot'],
    decorators: [
      'message_handler',
      'edited_message_handler',
      'callback_query_handler',
      'inline_handler',
      'channel_post_handler',
      'business_message_handler',
    ],
  }),
  framework('pyrogram', 'event', {
    apps: ['Client'],
    decorators: ['on_message', 'on_callback_query', 'on_edited_message', 'on_inline_query'],
  }),
  framework('telethon', 'event', { apps: ['TelegramClient'], decorators: ['on'] }),
  // chainlit 2.12.0, dash 4.4.1, python-socketio, flask-socketio, nicegui 3.18.0, gradio 6.31.0
  framework('chainlit', 'event', {
    functions: [
      'on_message',
      'on_chat_start',
      'on_chat_resume',
      'on_chat_end',
      'on_stop',
      'on_settings_update',
      'on_audio_start',
      'on_audio_chunk',
      'on_audio_end',
      'on_window_message',
      'on_app_startup',
      'action_callback',
      'set_starters',
      'set_chat_profiles',
      'author_rename',
    ],
  }),
  framework('dash', 'event', { apps: ['Dash'], decorators: ['callback'], functions: ['callback'] }),
  framework('socketio', 'event', {
    packages: ['socketio', 'flask_socketio'],
    apps: ['Server', 'AsyncServer', 'Client', 'AsyncClient', 'SocketIO'],
    decorators: ['on', 'event'],
    errorHandlers: ['on_error_default'],
  }),
  framework('nicegui', 'event', { packages: ['nicegui.ui', 'nicegui.app'], functions: ['page', 'on_startup', 'on_connect'] }),
  framework('gradio', 'event', { functions: ['on', 'render'] }),
  framework('apscheduler', 'event', {
    apps: ['BackgroundScheduler', 'BlockingScheduler', 'AsyncIOScheduler'],
    decorators: ['scheduled_job'],
  }),
  // typer 0.29.2, click 8.5.1, cyclopts 5.4.0, invoke 3.0.3, modal 1.6.4
  framework('typer', 'top-level', { apps: ['Typer'], decorators: ['command', 'callback'] }),
  framework('click', 'top-level', {
    packages: ['click', 'rich_click', 'asyncclick'],
    apps: ['Group'],
    decorators: ['command', 'group', 'result_callback'],
    functions: ['command', 'group'],
  }),
  framework('cyclopts', 'top-level', { apps: ['App'], decorators: ['command', 'default'] }),
  framework('invoke', 'top-level', { functions: ['task'] }),
  framework('modal-entrypoint', 'top-level', { packages: ['modal'], apps: ['App', 'Stub'], decorators: ['local_entrypoint'] }),
];

const one = (names: readonly string[], ...places: readonly ArgumentPath[]): Readonly<Record<string, readonly ArgumentPath[]>> =>
  Object.fromEntries(names.map((name) => [name, places]));

const GRADIO_EVENTS = [
  'change',
  'input',
  'click',
  'double_click',
  'submit',
  'stop',
  'edit',
  'clear',
  'play',
  'pause',
  'end',
  'start_recording',
  'stop_recording',
  'focus',
  'blur',
  'upload',
  'release',
  'select',
  'stream',
  'like',
  'example_select',
  'load',
  'key_up',
  'apply',
  'tick',
  'undo',
  'retry',
  'then',
  'success',
];

/** Who calls a function back. */
export const PYTHON_CALLBACKS: readonly PythonCallbackTaker[] = [
  // The standard library, CPython 3.12: a thread that dies prints its traceback, and the program goes on.
  { packages: ['threading'], takes: { Thread: ['target|1'], Timer: ['function|1'] }, end: 'event' },
  { packages: ['multiprocessing'], takes: { Process: ['target|1'] }, end: 'event' },
  { packages: ['_thread'], takes: { start_new_thread: ['0'] }, end: 'event' },
  {
    packages: ['asyncio', 'uvloop'],
    takes: {
      call_soon: ['callback|0'],
      call_soon_threadsafe: ['callback|0'],
      call_later: ['callback|1'],
      call_at: ['callback|1'],
      add_signal_handler: ['callback|1'],
      add_reader: ['callback|1'],
      add_done_callback: ['0'],
      start_server: ['client_connected_cb|0'],
    },
    end: 'event',
  },
  { packages: ['concurrent.futures'], takes: { add_done_callback: ['fn|0'] }, end: 'event' },
  { packages: ['atexit'], takes: { register: ['func|0'] }, end: 'event' },
  { packages: ['signal'], takes: { signal: ['handler|1'] }, end: 'top-level' },
  { packages: ['sched'], takes: { enter: ['action|2'], enterabs: ['action|2'] }, end: 'top-level' },
  {
    packages: ['tkinter', 'customtkinter'],
    takes: {
      ...one(['Button', 'Checkbutton', 'Radiobutton', 'Scale', 'CTkButton', 'config', 'configure', 'add_command'], 'command'),
      after: ['func|1'],
      after_idle: ['func|0'],
      bind: ['func|1'],
      bind_all: ['func|1'],
      protocol: ['func|1'],
    },
    end: 'event',
  },
  // Web frameworks, for handlers that are given by call.
  {
    packages: ['fastapi', 'starlette'],
    takes: {
      add_api_route: ['endpoint|1'],
      Route: ['endpoint|1'],
      WebSocketRoute: ['endpoint|1'],
      APIRoute: ['endpoint|1'],
      add_task: ['func|0'],
      BackgroundTask: ['func|0'],
    },
    end: 'route',
  },
  { packages: ['flask', 'quart'], takes: { add_url_rule: ['view_func|2'] }, end: 'route' },
  { packages: ['sanic'], takes: { add_route: ['handler|0'] }, end: 'route' },
  {
    packages: ['aiohttp.web'],
    takes: {
      ...one(['add_get', 'add_post', 'add_put', 'add_patch', 'add_delete', 'get', 'post', 'put', 'patch', 'delete'], 'handler|1'),
      add_route: ['handler|2'],
      route: ['handler|2'],
    },
    end: 'route',
  },
  { packages: ['django.urls'], takes: { path: ['view|1'], re_path: ['view|1'] }, end: 'route' },
  { packages: ['websockets'], takes: { serve: ['handler|0'] }, end: 'event' },
  { packages: ['websocket'], takes: { WebSocketApp: ['on_message', 'on_open', 'on_close', 'on_error'] }, end: 'event' },
  { packages: ['pika'], takes: { basic_consume: ['on_message_callback|1'] }, end: 'event' },
  {
    packages: ['nicegui'],
    takes: {
      ...one(['button', 'link', 'chip', 'menu_item', 'item'], 'on_click', 'on_click|1'),
      ...one(['input', 'textarea', 'select', 'slider', 'toggle', 'checkbox', 'switch', 'number', 'radio'], 'on_change'),
      on: ['handler|1'],
      on_click: ['callback|0'],
      timer: ['callback|1'],
      upload: ['on_upload'],
    },
    end: 'event',
  },
  // Schedulers and queues.
  { packages: ['apscheduler'], takes: { add_job: ['func|0'] }, end: 'event' },
  { packages: ['schedule'], takes: { do: ['job_func|0'] }, end: 'top-level' },
  { packages: ['rq'], takes: { enqueue: ['f|0'], enqueue_call: ['func|0'], enqueue_at: ['1'], enqueue_in: ['func|1'] }, end: 'event' },
  // User interfaces.
  { packages: ['gradio'], takes: { ...one(['Interface', 'ChatInterface', ...GRADIO_EVENTS], 'fn|0'), on: ['fn|1'] }, end: 'event' },
  {
    packages: ['streamlit'],
    takes: {
      ...one(['button', 'form_submit_button', 'download_button', 'link_button', 'menu_button'], 'on_click'),
      ...one(['chat_input'], 'on_submit'),
      ...one(['dataframe', 'plotly_chart', 'altair_chart', 'vega_lite_chart', 'pydeck_chart'], 'on_select'),
      ...one(
        [
          'radio',
          'pills',
          'segmented_control',
          'slider',
          'color_picker',
          'file_uploader',
          'number_input',
          'selectbox',
          'feedback',
          'select_slider',
          'text_input',
          'text_area',
          'data_editor',
          'multiselect',
          'checkbox',
          'toggle',
          'time_input',
          'date_input',
          'camera_input',
          'audio_input',
          'tabs',
          'expander',
        ],
        'on_change',
      ),
    },
    end: 'event',
  },
  { packages: ['ipywidgets'], takes: { on_click: ['callback|0'], on_submit: ['callback|0'], observe: ['handler|0'] }, end: 'event' },
  // python-telegram-bot 22.8
  {
    packages: ['telegram.ext'],
    takes: {
      ...one(['CommandHandler', 'MessageHandler', 'TypeHandler', 'StringCommandHandler', 'StringRegexHandler'], 'callback|1'),
      ...one(
        [
          'CallbackQueryHandler',
          'InlineQueryHandler',
          'ChosenInlineResultHandler',
          'ChatMemberHandler',
          'ChatJoinRequestHandler',
          'MessageReactionHandler',
          'PreCheckoutQueryHandler',
          'run_once',
          'run_repeating',
          'run_daily',
        ],
        'callback|0',
      ),
      PrefixHandler: ['callback|2'],
    },
    end: 'event',
  },
  { packages: ['fire'], takes: { Fire: ['component|0'] }, end: 'top-level' },
];

/** Exceptions with which a task asks its queue to run it again: celery 5.7.0, arq 0.28, dramatiq 2.2.1. */
export const TASK_RETRY_ERRORS: ReadonlySet<string> = new Set([
  'celery.exceptions.Retry',
  'arq.Retry',
  'arq.worker.Retry',
  'dramatiq.Retry',
  'dramatiq.errors.Retry',
]);

/** Libraries that run a script again for each visit and show its error on the page. */
export const PAGE_LIBRARIES: ReadonlySet<string> = new Set(['streamlit']);
