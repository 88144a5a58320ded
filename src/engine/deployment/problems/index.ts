import type { Guard } from '../../../model/guard.js';
import { type DeploymentProblems, NO_DEPLOYMENT_PROBLEMS } from '../../../model/problems/deployment.js';
import { lazyFields } from '../../lazy-fields.js';
import type { Application } from '../application.js';
import { unreadyDependencies } from './dependencies.js';
import { invalidHealthChecks, missingHealthChecks } from './health-checks.js';
import { portMismatches } from './port-mismatches.js';
import { invalidCommands, loopbackBinds, missingRestarts, shortStarts } from './servers.js';
import { unansweredAddresses } from './unanswered.js';

/** The problems of a file, each kind found when it is first asked for. */
export function deploymentProblems(application: Application, guard: Guard): DeploymentProblems {
  return lazyFields(guard, NO_DEPLOYMENT_PROBLEMS, {
    unanswered: () => unansweredAddresses(application),
    portMismatches: () => portMismatches(application),
    invalidChecks: () => invalidHealthChecks(application),
    missingChecks: () => missingHealthChecks(application),
    unreadyDependencies: () => unreadyDependencies(application),
    shortStarts: () => shortStarts(application),
    loopbackBinds: () => loopbackBinds(application),
    missingRestarts: () => missingRestarts(application),
    invalidCommands: () => invalidCommands(application),
  });
}
