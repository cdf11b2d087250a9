//===- OrderedSignals.cpp - a Vulkan loader whose semaphores never go back ===//
//
// IREE 3.13 takes the next value of a queue's wake-up semaphore and signals it
// in two steps, without a lock.  Two threads may do so in the other order, and
// then one signals a value that has been passed.  Vulkan demands that values
// increase; Mesa takes the device for lost where they do not.
//
// IREE loads this library in the place of libvulkan.  It forwards everything to
// libvulkan, except that signals from the host take turns, and that those whose
// value has been reached do nothing: nobody can be waiting for them.
//
//===----------------------------------------------------------------------===//

#include <cstring>
#include <dlfcn.h>
#include <mutex>

#define VK_NO_PROTOTYPES
#include <vulkan/vulkan_core.h>

namespace {

/// The functions of libvulkan.
struct Loader {
  PFN_vkGetInstanceProcAddr getInstanceProcAddr = nullptr;
  PFN_vkGetDeviceProcAddr getDeviceProcAddr = nullptr;
  PFN_vkGetSemaphoreCounterValue getSemaphoreCounterValue = nullptr;
  PFN_vkSignalSemaphore signalSemaphore = nullptr;

  Loader() {
    if (void *library = dlopen("libvulkan.so.1", RTLD_NOW | RTLD_LOCAL))
      getInstanceProcAddr =
          reinterpret_cast<PFN_vkGetInstanceProcAddr>(dlsym(library, "vkGetInstanceProcAddr"));
  }

  /// The loader's functions find the device's own, so those of any instance serve all.
  void readInstance(VkInstance instance) {
    read(instance, "vkGetDeviceProcAddr", getDeviceProcAddr);
    read(instance, "vkGetSemaphoreCounterValue", getSemaphoreCounterValue);
    read(instance, "vkSignalSemaphore", signalSemaphore);
  }

private:
  template <typename Function> void read(VkInstance instance, const char *name, Function &function) {
    function = reinterpret_cast<Function>(getInstanceProcAddr(instance, name));
  }
};

Loader &getLoader() {
  static Loader loader;
  return loader;
}

std::mutex signalMutex;

VKAPI_ATTR VkResult VKAPI_CALL signalInOrder(VkDevice device, const VkSemaphoreSignalInfo *info) {
  Loader &loader = getLoader();
  std::lock_guard<std::mutex> lock(signalMutex);
  uint64_t reached = 0;
  VkResult result = loader.getSemaphoreCounterValue(device, info->semaphore, &reached);
  if (result != VK_SUCCESS || info->value <= reached)
    return result;
  return loader.signalSemaphore(device, info);
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL getDeviceProcAddr(VkDevice device, const char *name) {
  if (!std::strcmp(name, "vkSignalSemaphore"))
    return reinterpret_cast<PFN_vkVoidFunction>(signalInOrder);
  return getLoader().getDeviceProcAddr(device, name);
}

} // namespace

extern "C" __attribute__((visibility("default"))) PFN_vkVoidFunction
vkGetInstanceProcAddr(VkInstance instance, const char *name) {
  Loader &loader = getLoader();
  if (!loader.getInstanceProcAddr)
    return nullptr;
  if (instance && !std::strcmp(name, "vkGetDeviceProcAddr")) {
    std::lock_guard<std::mutex> lock(signalMutex);
    loader.readInstance(instance);
    bool isComplete = loader.getSemaphoreCounterValue && loader.signalSemaphore;
    if (isComplete)
      return reinterpret_cast<PFN_vkVoidFunction>(getDeviceProcAddr);
  }
  return loader.getInstanceProcAddr(instance, name);
}
