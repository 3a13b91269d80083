import { chooseDestination } from '#lib/platform/files/save-file.ts'
import { chooseFolder, chooseFolderFor } from '#lib/platform/files/save-folder.ts'
import type { Engines } from '#lib/platform/engines/engines.ts'
import { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import { tellHooks } from '#lib/work/hooks/tell-hooks.ts'
import type { Around } from '#lib/work/queue/around.ts'
import { Control } from '#lib/work/queue/control.ts'
import { MachineRoom } from './diagnostics.ts'
import { Saver } from './exports/saver.ts'
import type { Ground } from './ground.ts'
import { proxyOf } from './sources/proxy-address.ts'

export type Acts = ReturnType<typeof openActs>

/** What acts and shows nothing. No page needs it before it is drawn, so all of it is one part that comes after. */
export function openActs(ground: Ground, engines: Engines, around: Pick<Around, 'onScreen'>) {
  const onEnd = tellHooks(ground)
  return {
    onEnd,
    control: new Control({ ...ground, onEnd, onScreen: () => around.onScreen }),
    saver: new Saver({ ...ground, exporter: engines.exporter, destination: chooseDestination }),
    /** Where files go; each asked for from a click. */
    places: { destination: chooseDestination, folder: chooseFolder, folderFor: chooseFolderFor },
    proxy: new ProxyClient(() => proxyOf(ground), ground.patient),
    diagnostics: new MachineRoom(ground),
  }
}
