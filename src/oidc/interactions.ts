/**
 * An authorization that waits for a person: what the sign-in and consent pages may know and say. The pages ask here;
 * only this file speaks to the engine about interactions.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type InteractionResults, type Provider } from 'oidc-provider'
import type { Client, Clients } from '#domain/clients'
import type { Consents } from '#domain/consents'
import { DomainError } from '#domain/errors'
import type { ResourceServers } from '#domain/resource-servers'
import type { Admission, PageSignIn } from './admission.ts'
import { TemporarilyUnavailable } from './engine-errors.ts'
import type { InteractionRecords } from './interaction-records.ts'
import { INTERACTION_MEMORY_SECONDS } from './lifetimes.ts'
import { addToGrant } from './load-grant.ts'
import { originOf } from './request-origin.ts'
import { type Requested, requestedBy } from './requested.ts'
import { ENDPOINTS, interactionPath } from './routes.ts'
import { isStepUp } from './step-up.ts'

export interface Interaction {
  uid: string
  prompt: 'login' | 'consent'
  client: Client
  /** Who is signed in in this browser. */
  accountId: string | undefined
  /** What they have shown, as the session says. */
  amr: string[]
  /** Where the person is sent in the end; nowhere where a device waits for them. */
  redirectUri: string | undefined
  loginHint: string | undefined
  /** The languages that the app asked for: tags, separated by spaces. */
  uiLocales: string | undefined
  /** A signed-in person is asked for the password again. */
  reauthenticate: boolean
  /** The person is signed in, and the app wants a second factor on top: nothing else is to be asked. */
  stepUp: boolean
  /** The person has just signed in, but the app asked for another account. */
  wrongAccount: boolean
  requested: Requested
}

export interface SignedIn extends Omit<PageSignIn, 'saidHowLong'> {
  acr: string
  amr: string[]
  /** Whether the session outlives the browser; undefined where nobody asked: then one that is there goes on as before. */
  remember: boolean | undefined
}

/** All that finish answer the URL to redirect to. */
export interface Interactions {
  /** @throws DomainError `expired`, code `interaction_gone`, when this browser has no such interaction */
  load(request: IncomingMessage, response: ServerResponse, uid: string): Promise<Interaction>
  signedIn(request: IncomingMessage, response: ServerResponse, result: SignedIn): Promise<string>
  allowed(request: IncomingMessage, response: ServerResponse): Promise<string>
  /** The person said no, to the sign-in or to the consent. */
  denied(request: IncomingMessage, response: ServerResponse): Promise<string>
  /**
   * Where an interaction that has ended came from: the authorization request to start anew. Undefined for a browser
   * that did not have it, so that somebody else's link starts nothing.
   */
  restart(request: IncomingMessage, response: ServerResponse, uid: string): Promise<string | undefined>
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>

const DETAILS = Symbol('the interaction that a request is about')

type Remembering = IncomingMessage & { [DETAILS]?: Promise<Details> }

export function createInteractions(deps: {
  provider: Provider
  admission: Admission
  clients: Clients
  consents: Consents
  resourceServers: ResourceServers
  records: InteractionRecords
}): Interactions {
  const { admission, provider, clients, consents, resourceServers, records } = deps

  /** Read once for each request; the engine reads anew what it writes. */
  const details = (request: Remembering, response: ServerResponse): Promise<Details> => {
    request[DETAILS] ??= provider.interactionDetails(request, response)
    return request[DETAILS]
  }

  async function clientOf(interaction: Details): Promise<Client> {
    return clients.get(String(interaction.params.client_id))
  }

  async function requestedIn(interaction: Details, client: Client): Promise<Requested> {
    const scope = client.scope === null ? {} : { allowed_scope: client.scope }
    return requestedBy(interaction.params, { resources: client.resources, ...scope }, resourceServers)
  }

  const finish = (
    request: IncomingMessage,
    response: ServerResponse,
    result: InteractionResults,
  ): Promise<string> => provider.interactionResult(request, response, result)

  return inDomainWords({
    async load(request, response, uid) {
      const interaction = await details(request, response)
      if (interaction.uid !== uid) throw gone()
      rememberCookie(provider, request, response, uid)
      const client = await clientOf(interaction)
      const { login_hint: loginHint, redirect_uri: redirectUri, ui_locales: uiLocales } = interaction.params
      const { reasons } = interaction.prompt
      return {
        uid,
        prompt: interaction.prompt.name === 'login' ? 'login' : 'consent',
        client,
        accountId: interaction.session?.accountId,
        amr: interaction.session?.amr ?? [],
        redirectUri: typeof redirectUri === 'string' ? redirectUri : undefined,
        loginHint: typeof loginHint === 'string' ? loginHint : undefined,
        uiLocales: typeof uiLocales === 'string' ? uiLocales : undefined,
        reauthenticate: interaction.session?.accountId !== undefined,
        stepUp: isStepUp(reasons),
        wrongAccount:
          interaction.lastSubmission?.login !== undefined &&
          (reasons.includes('id_token_hint') || reasons.includes('claims_id_token_sub_value')),
        requested: await requestedIn(interaction, client),
      }
    },
    async signedIn(request, response, login) {
      const interaction = await details(request, response)
      const before = interaction.session?.accountId
      if (before !== undefined && before !== login.accountId) {
        await endSessionOfOther(provider, request, response, interaction)
      }
      const { remember = false } = login
      return finish(request, response, {
        login: { ...login, remember, saidHowLong: login.remember !== undefined },
      })
    },
    async allowed(request, response) {
      const interaction = await details(request, response)
      const { accountId, uid: sessionUid } = interaction.session ?? {}
      if (accountId === undefined || sessionUid === undefined) throw gone()
      const client = await clientOf(interaction)
      const requested = await requestedIn(interaction, client)
      if (!client.firstParty) {
        await consents.allow(accountId, client.id, requested, originOf(request))
      }
      const properties = { accountId, clientId: client.id, sessionUid }
      const existing =
        interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId)
      const grant = existing ?? new provider.Grant(properties as ConstructorParameters<Provider['Grant']>[0])
      addToGrant(grant, requested)
      if (existing !== undefined) await grant.save()
      else if (!(await admission.keepGrant(grant, sessionUid))) throw gone()
      return finish(request, response, { consent: { grantId: grant.jti } })
    },
    denied: (request, response) =>
      finish(request, response, {
        error: 'access_denied',
        error_description: 'the person declined',
      }),
    async restart(request, response, uid) {
      const { cookies } = provider.createContext(request, response)
      if (cookies.get(provider.cookieName('interaction'), { signed: true }) !== uid) return undefined
      const params = await records.findRequest(uid)
      if (params === undefined) return undefined
      // Of a device there is no request to send again: its code is typed anew.
      if (params.redirect_uri === undefined) return ENDPOINTS.code_verification
      return `${ENDPOINTS.authorization}?${toQuery(params)}`
    },
  })
}

/** The pages know the domain's errors, not the engine's. */
function inDomainWords(interactions: Interactions): Interactions {
  const translated = <Input extends unknown[], Result>(method: (...input: Input) => Promise<Result>) => {
    return async (...input: Input): Promise<Result> => {
      try {
        return await method(...input)
      } catch (error) {
        if (error instanceof errors.SessionNotFound || error instanceof errors.InvalidGrant) throw gone(error)
        throw error instanceof TemporarilyUnavailable ? error.cause : error
      }
    }
  }
  return {
    load: translated(interactions.load),
    signedIn: translated(interactions.signedIn),
    allowed: translated(interactions.allowed),
    denied: translated(interactions.denied),
    restart: translated(interactions.restart),
  }
}

function gone(cause?: unknown): DomainError {
  return new DomainError('expired', 'interaction_gone', 'This sign-in is no longer in progress', { cause })
}

/** So that the page can still lead back after the interaction itself has ended. */
function rememberCookie(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  uid: string,
): void {
  provider.createContext(request, response).cookies.set(provider.cookieName('interaction'), uid, {
    httpOnly: true,
    maxAge: INTERACTION_MEMORY_SECONDS * 1000,
    overwrite: true,
    path: interactionPath(uid),
    sameSite: 'lax',
    secure: provider.issuer.startsWith('https:'),
    signed: true,
  })
}

/** Somebody else signs in in this browser: the session of whoever was before ends first. */
async function endSessionOfOther(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  interaction: Details,
): Promise<void> {
  const session = await provider.Session.get(provider.createContext(request, response))
  await session.destroy()
  delete interaction.session
  await interaction.persist()
}

function toQuery(params: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const single of [value].flat()) {
      if (single !== undefined && single !== null) query.append(name, String(single))
    }
  }
  return query.toString()
}
